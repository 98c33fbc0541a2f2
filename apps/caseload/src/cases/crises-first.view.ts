import { isInstant, type Cursor } from '#libs/platform';

/** A list is read in two parts: cases in which a crisis waits for a clinician, the most urgent first, then all others in the list's own order (CL-22). */
export type ListPart = 'crisis' | 'rest';

/** Where a list goes on: a crisis is marked as one, and what follows it are crises and all others. */
const CRISIS_MARK = '!';

/** The condition and the order of a part, of `case` as c; `own` is what the list is otherwise ordered by. */
export function partSql(part: ListPart, own: string): { readonly isPart: string; readonly at: string } {
  return part === 'crisis'
    ? { isPart: 'c.crisis_late_at IS NOT NULL', at: 'c.crisis_late_at' }
    : { isPart: 'c.crisis_late_at IS NULL', at: own };
}

export function placeOf({ crisis_late_at: crisis, id }: { crisis_late_at: Date | null; id: string }, own: Date): Cursor {
  return { after: crisis ? `${CRISIS_MARK}${crisis.toISOString()}` : own.toISOString(), id };
}

export function isPlace(after: string): boolean {
  return isInstant(after.startsWith(CRISIS_MARK) ? after.slice(CRISIS_MARK.length) : after);
}

/** The rows of a page, and one more where there is one: `read` answers so many of a part, after a place. */
export async function crisesFirst<R>(
  from: Cursor | null,
  limit: number,
  read: (part: ListPart, after: Cursor | null, most: number) => Promise<R[]>,
): Promise<R[]> {
  const inCrises = from === null || from.after.startsWith(CRISIS_MARK);
  const crises = inCrises ? await read('crisis', from && { ...from, after: from.after.slice(CRISIS_MARK.length) }, limit + 1) : [];
  const rest = crises.length > limit ? [] : await read('rest', inCrises ? null : from, limit + 1 - crises.length);
  return [...crises, ...rest];
}
