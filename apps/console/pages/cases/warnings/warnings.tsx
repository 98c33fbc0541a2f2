import type { Case } from '../../hub/shapes';
import { SupportStopped } from '../consents';
import { ConcernsWarning } from './concerns-warning';
import { ContactRuleWarning } from './contact-rule-warning';
import { CrisisWarning } from './crisis-warning';
import { RestrictedWarning } from './restricted-warning';
import { RisksWarning } from './risks-warning';

/** What must be known before anything is done for the person, the most urgent first. Each shows itself only where there is something to warn of. */
export function Warnings({ shown }: { shown: Case }) {
  return (
    <div className="console-warnings">
      <CrisisWarning shown={shown} />
      <ContactRuleWarning rule={shown.contactRule} />
      <SupportStopped shown={shown} />
      <RisksWarning caseId={shown.id} />
      <ConcernsWarning caseId={shown.id} />
      <RestrictedWarning caseId={shown.id} />
    </div>
  );
}
