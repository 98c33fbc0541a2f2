import type { Case } from '../hub/shapes';
import { Due } from './due';

export function NextAction({ shown: { nextAction } }: { shown: Case }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Next action</h2>
      <p>
        <Due action={nextAction} />
        {nextAction && (
          <>
            <br />
            Owner: {nextAction.owner}
          </>
        )}
      </p>
    </>
  );
}
