import type { ContactRule } from '../../hub/shapes';
import { Warning } from '../../layout/warning';

const WARNINGS = {
  'contacting-subject-prohibited': {
    title: 'Do not contact this person',
    text: 'The referrer asks that nobody contacts them. Settle with the referrer first how they can be reached.',
  },
  'through-carer': {
    title: 'Contact this person through their carer only',
    text: 'Messages go to the carer. Call the carer, not the person: who it is stands under "Family, carers and others".',
  },
} as const;

export function ContactRuleWarning({ rule }: { rule: ContactRule }) {
  if (rule === null) return null;
  const { title, text } = WARNINGS[rule];
  return (
    <Warning kind="emergency" title={title}>
      <p>{text}</p>
    </Warning>
  );
}
