import { InvalidRequestError } from '#libs/contracts';

export const LARGEST_PAGE = 200;

/** One page of a list in a stable order; `nextCursor` is null on the last. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Where a page begins: after the row with this sort value and id. */
export interface Cursor {
  readonly after: string;
  readonly id: string;
}

/** Reads a cursor this service gave out; anything else is refused. */
export function cursorOf(text: string | undefined, isValid: (after: string) => boolean = () => true): Cursor | null {
  if (text === undefined) return null;
  const [after, id] = parsed(text);
  if (after === undefined || id === undefined || !/^[\da-f-]{36}$/.test(id) || !isValid(after)) {
    throw new InvalidRequestError([{ pointer: '/cursor', code: 'unknown-cursor', detail: 'This is not a cursor of this list.' }]);
  }
  return { after, id };
}

/** Cuts the page from rows of which one more than `limit` was asked for. */
export function pageOf<Row, T>(rows: readonly Row[], limit: number, keyOf: (row: Row) => Cursor, itemOf: (row: Row) => T): Page<T> {
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last !== undefined ? textOf(keyOf(last)) : null;
  return { items: rows.slice(0, limit).map(itemOf), nextCursor };
}

function textOf({ after, id }: Cursor): string {
  return Buffer.from(JSON.stringify([after, id])).toString('base64url');
}

function parsed(text: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}
