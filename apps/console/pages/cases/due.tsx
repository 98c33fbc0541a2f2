import { day, isPast, minute } from '../hub/dates';
import type { NextAction } from '../hub/shapes';

/** Types of actions that are due by the minute. */
const BY_THE_MINUTE = ['crisis-acknowledgement', 'escalation'];

/** What happens next and by when. That it is late is said in words, not by colour alone. */
export function Due({ action }: { action: NextAction | null }) {
  if (!action) return <>None: the case is closed</>;
  const now = new Date();
  const late = isPast(action.dueAt, now);
  const when = BY_THE_MINUTE.includes(action.type) ? minute(action.dueAt, now) : day(action.dueAt);
  return (
    <>
      {action.title}
      <br />
      {late ? (
        <>
          <strong className="nhsuk-tag nhsuk-tag--red">Overdue</strong> was due {when}
        </>
      ) : (
        <>due {when}</>
      )}
    </>
  );
}
