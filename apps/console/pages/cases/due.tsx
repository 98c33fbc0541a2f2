import { day, isPast } from '../hub/dates';
import type { NextAction } from '../hub/shapes';

/** What happens next and by when. That it is late is said in words, not by colour alone. */
export function Due({ action }: { action: NextAction | null }) {
  if (!action) return <>None: the case is closed</>;
  const late = isPast(action.dueAt, new Date());
  return (
    <>
      {action.title}
      <br />
      {late ? (
        <>
          <strong className="nhsuk-tag nhsuk-tag--red">Overdue</strong> was due {day(action.dueAt)}
        </>
      ) : (
        <>due {day(action.dueAt)}</>
      )}
    </>
  );
}
