import { useCrisesOf } from '../../crises/queries';
import { CrisisNotices } from '../../crises/crisis-notices';
import { CrisisDue } from '../../crises/crisis-due';
import type { Case } from '../../hub/shapes';
import { CONCERN, inWords } from '../../hub/words';
import { Loaded } from '../../layout/loaded';
import { Warning } from '../../layout/warning';

/** Each crisis of the case that no clinician has acknowledged. */
export function CrisisWarning({ shown }: { shown: Case }) {
  const crises = useCrisesOf(shown.id);
  if (shown.crisis === null) return null;
  return (
    <Loaded query={crises}>
      {({ items }) =>
        items
          .filter(({ acknowledgedAt }) => acknowledgedAt === null)
          .map((crisis) => (
            <Warning kind="emergency" title={`Crisis: ${inWords(CONCERN, crisis.reason).toLowerCase()}`} key={crisis.id}>
              <p>
                A clinician of {crisis.toName} must acknowledge it <CrisisDue crisis={crisis} />.
              </p>
              <CrisisNotices crisis={crisis} />
            </Warning>
          ))
      }
    </Loaded>
  );
}
