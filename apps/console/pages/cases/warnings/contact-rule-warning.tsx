import type { ContactRule } from '../../hub/shapes';
import { Warning } from '../../layout/warning';

export function ContactRuleWarning({ rule }: { rule: ContactRule }) {
  if (rule === null) return null;
  return (
    <Warning kind="emergency" title="Do not contact this person">
      <p>The referrer asks that nobody contacts them. Settle with the referrer first how they can be reached.</p>
    </Warning>
  );
}
