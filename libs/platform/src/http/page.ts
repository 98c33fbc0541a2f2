import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, isUUID, Max, Min, ValidateBy } from 'class-validator';
import { InvalidRequestError } from '#libs/contracts';

const LARGEST_PAGE = 200;
const LONGEST_CURSOR = 1000;
/** NUL, half a surrogate pair, and what stands for bytes that are not UTF-8: no list has a row with such a key. */
const NOT_STORED = /[\0\ufffd\p{Cs}]/u;
const UNKNOWN = 'This is not a cursor of this list.';

/** `?limit=&cursor=`, which every list takes. */
export class PageQuery {
  @ApiPropertyOptional({ example: 50, minimum: 1, maximum: LARGEST_PAGE, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  limit: number = 50;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsCursor()
  cursor?: string;
}

/** One page of a list in a stable order; `nextCursor` is null on the last. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Where a page begins in a list ordered by something that several rows may share: after the row with this sort value and id. */
export interface Cursor {
  readonly after: string;
  readonly id: string;
}

/** Reads a cursor of a list ordered by a value and an id; anything that the list has not given out is refused. */
export function cursorOf(text: string | undefined, isValid: (after: string) => boolean = () => true): Cursor | null {
  if (text === undefined || text === '') return null;
  const [after, id, ...more] = parsed(text);
  if (after === undefined || !isUUID(id) || id === undefined || more.length > 0 || !isValid(after)) throw unknownCursor();
  return { after, id };
}

/** Reads a cursor of a list ordered by one value that no two rows share; anything that the list has not given out is refused. */
export function afterOf(text: string | undefined, isValid: (after: string) => boolean = () => true): string | null {
  if (text === undefined || text === '') return null;
  const [after, ...more] = parsed(text);
  if (after === undefined || more.length > 0 || !isValid(after)) throw unknownCursor();
  return after;
}

/** Cuts the page from rows of which one more than `limit` was asked for. `keyOf` is what `cursorOf` or `afterOf` will read. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Cursor | string,
  itemOf: (row: Row) => T,
): Page<T> {
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last !== undefined ? textOf(keyOf(last)) : null;
  return { items: rows.slice(0, limit).map(itemOf), nextCursor };
}

function textOf(key: Cursor | string): string {
  const parts = typeof key === 'string' ? [key] : [key.after, key.id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function parsed(text: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const isKey = (part: unknown): part is string => typeof part === 'string' && !NOT_STORED.test(part);
    return Array.isArray(value) && value.every(isKey) ? value : [];
  } catch {
    return [];
  }
}

function unknownCursor(): InvalidRequestError {
  return new InvalidRequestError([{ pointer: '/cursor', code: 'unknown-cursor', detail: UNKNOWN }]);
}

/** Has the form of a cursor, so that a wrong one is told with the other problems of the request. An empty one is the beginning. */
function IsCursor(): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= LONGEST_CURSOR && (value === '' || parsed(value).length > 0);
  return ValidateBy(
    { name: 'unknownCursor', validator: { validate, defaultMessage: () => UNKNOWN } },
    { context: { schema: { maxLength: LONGEST_CURSOR } } },
  );
}
