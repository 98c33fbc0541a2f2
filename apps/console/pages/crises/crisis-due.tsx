import { isPast, minute, minutesAway } from '../hub/dates';
import type { ReferBack } from '../hub/shapes';

/** By when a crisis must be acknowledged, to the minute; once that has passed, that nobody has. */
export function CrisisDue({ crisis: { acknowledgeBy } }: { crisis: Pick<ReferBack, 'acknowledgeBy'> }) {
  const now = new Date();
  const away = minutesAway(acknowledgeBy, now);
  if (!isPast(acknowledgeBy, now)) return <strong>{`by ${minute(acknowledgeBy, now)}, ${away}`}</strong>;
  return (
    <>
      by {minute(acknowledgeBy, now)}. <strong>Nobody has: that was {away}. Ring them now</strong>
    </>
  );
}
