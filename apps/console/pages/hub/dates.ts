const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const PRECISE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

/** `12 November 2026` */
export function day(instant: string): string {
  return DAY.format(new Date(instant));
}

/** `12 November 2026 at 14:05` */
export function dayAndTime(instant: string): string {
  return `${day(instant)} at ${TIME.format(new Date(instant))}`;
}

/** `14:05`, with its day where that is not today's: for what is due by the minute. */
export function minute(instant: string, now: Date): string {
  const at = new Date(instant);
  return DAY.format(at) === DAY.format(now) ? TIME.format(at) : dayAndTime(instant);
}

/** `in 12 minutes`, `4 minutes ago`: how far away something is that counts by the minute. */
export function minutesAway(instant: string, now: Date): string {
  const minutes = Math.round((new Date(instant).getTime() - now.getTime()) / 60_000);
  const away = Math.abs(minutes);
  const [many, unit] = away < 120 ? [away, 'minute'] : away < 2880 ? [Math.round(away / 60), 'hour'] : [Math.round(away / 1440), 'day'];
  if (away === 0) return 'now';
  const text = `${String(many)} ${unit}${many === 1 ? '' : 's'}`;
  return minutes < 0 ? `${text} ago` : `in ${text}`;
}

/** `12 November 2026, 14:05:09.123`: for following a message. */
export function precisely(instant: string): string {
  return `${day(instant)}, ${PRECISE.format(new Date(instant))}`;
}

export function isPast(instant: string, now: Date): boolean {
  return new Date(instant).getTime() < now.getTime();
}

/** The value of a `datetime-local` field for now, in the browser's zone. */
export function fieldValueOf(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
