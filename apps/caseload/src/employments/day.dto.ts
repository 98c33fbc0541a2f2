import { ValidateBy } from 'class-validator';

/** An ISO date of the calendar, such as 2026-04-01; no time. */
export function IsDay(): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value);
  return ValidateBy({ name: 'day', validator: { validate, defaultMessage: () => '$property must be a day such as 2026-04-01' } });
}
