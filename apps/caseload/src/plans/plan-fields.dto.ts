import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDateString, IsString, Matches, MaxLength, ValidateIf, ValidateNested } from 'class-validator';

/** May be left out, and is not null when told. */
export const WhenTold = () => ValidateIf((_object, value) => value !== undefined);
const all =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, field) => {
    for (const rule of rules) rule(target, field);
  };
/** What somebody wrote, at most 4,000 letters. */
export const Words = () => all(IsString(), MaxLength(4000));
/** An ISO date. */
export const Day = () =>
  all(IsDateString({ strict: true }), Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a date such as 2030-01-31' }));
/** A section with at most 100 items; may be left out. */
export const Items = (type: () => new () => object) =>
  all(WhenTold(), IsArray(), ArrayMaxSize(100), ValidateNested({ each: true }), Type(type));
