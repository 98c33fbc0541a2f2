import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, IsUUID, isISO8601, MaxLength, MinLength, ValidateBy } from 'class-validator';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 3339, section 5.6. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Neither white space nor a control, a format or an unassigned character; nor the two letters that show as a blank. */
const READABLE = /[^\s\p{C}\p{Z}\u2800\u3164]/u;

/** What somebody writes: 1 to `longest` characters, and not blanks alone, which would be no reason, note or name. */
export const Text = (longest: number, options: { readonly each?: boolean } = {}): PropertyDecorator =>
  applyDecorators(IsString(options), MinLength(1, options), MaxLength(longest, options), readable(options));

/** A list of codes from a closed list, each once at most. */
export const Codes = (codes: readonly string[]): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayUnique(), ArrayMaxSize(codes.length), IsIn(codes, { each: true }));

/** A list of at most `most` ids, each once. */
export const Ids = (most: number): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayUnique(), ArrayMaxSize(most), IsUUID('all', { each: true }));

/** A day of the calendar such as 2026-04-01, of the years 1900 to 2199. */
export const Day = (): PropertyDecorator =>
  calendar('day', 'date', DAY, '$property must be a day such as 2026-04-01, of the years 1900 to 2199');

/** A point in time with its zone, such as 2026-04-01T10:00:00Z, of the years 1900 to 2199. */
export const Instant = (): PropertyDecorator =>
  calendar(
    'instant',
    'date-time',
    INSTANT,
    '$property must have a date, a time and a zone, such as 2026-04-01T10:00:00Z, of the years 1900 to 2199',
  );

/** Whether a text is what `@Instant()` takes. */
export const isInstant = (value: unknown): boolean => isOf(INSTANT, value);

function readable(options: { readonly each?: boolean }): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value !== 'string' || value === '' || READABLE.test(value);
  const defaultMessage = (): string => '$property must say something: these are blanks alone';
  return ValidateBy({ name: 'readable', validator: { validate, defaultMessage } }, { ...options, context: { schema: {} } });
}

function calendar(name: string, format: string, form: RegExp, message: string): PropertyDecorator {
  const validator = { validate: (value: unknown) => isOf(form, value), defaultMessage: () => message };
  return ValidateBy({ name, validator }, { context: { schema: { type: 'string', format } } });
}

function isOf(form: RegExp, value: unknown): boolean {
  if (typeof value !== 'string' || !form.test(value) || !isISO8601(value, { strict: true }) || Number.isNaN(Date.parse(value)))
    return false;
  const year = Number(value.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
