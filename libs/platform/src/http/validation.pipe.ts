import { ValidationPipe, type ArgumentMetadata, type Type, type ValidationError } from '@nestjs/common';
import { InvalidRequestError, type FieldProblem } from '#libs/contracts';
import { fieldsOf, type Field } from './fields';
import { LISTED_PROBLEMS, pointerToken } from './json-scan';

const UNKNOWN_FIELD = 'unknown-field';
const OBJECT_EXPECTED = { code: 'is-object', detail: 'A JSON object is expected.' };

/** Bodies and queries become their DTO classes; every problem is told at once, at most 100 of them one by one. */
export function validationPipe(): ValidationPipe {
  return new RequestPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new InvalidRequestError(problemsOf(errors)),
  });
}

/**
 * Goes through the input once, by the fields of its class, before the rules look at it: fields that the class does not have are refused by
 * name, `null` becomes absent unless the field is `@Nullable()`, and a list is cut one element after its largest size. So the work
 * grows with the input at most, and no name (`constructor`, `toString`) is looked up on a plain object.
 */
class RequestPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!metadata.metatype || !this.toValidate(metadata)) return super.transform(value, metadata) as Promise<unknown>;
    const problems: FieldProblem[] = [];
    try {
      const known = objectOf(value, metadata.metatype, '', problems);
      const read: unknown = await super.transform(known, metadata);
      if (problems.length === 0) return read;
    } catch (error) {
      if (!(error instanceof InvalidRequestError)) throw error;
      problems.push(...error.problems);
    }
    throw invalid(problems);
  }
}

/** class-validator's tree as a flat list with JSON pointers. Values are never repeated: they may be personal. */
export function problemsOf(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    // What is no object at all, an absent body for one, has no property to name.
    const property = (error as { property?: string }).property;
    const pointer = property === undefined ? parent : pointerOf(parent, property);
    const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({
      pointer,
      code: rule === 'whitelistValidation' ? UNKNOWN_FIELD : kebab(rule),
      detail,
    }));
    return [...own, ...problemsOf(error.children ?? [], pointer)];
  });
}

function objectOf(value: unknown, type: Type, pointer: string, problems: FieldProblem[]): unknown {
  if (value === undefined || (value === null && pointer === '')) return {};
  if (!isObject(value)) {
    if (pointer === '') throw new InvalidRequestError([{ pointer, ...OBJECT_EXPECTED }]);
    return value;
  }
  const fields = fieldsOf(type);
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    if (!field) problems.push(unknownField(pointer, name));
    else if (value[name] !== null || field.nullable) known[name] = fieldValueOf(value[name], field, pointerOf(pointer, name), problems);
  }
  return known;
}

function fieldValueOf(value: unknown, { nested, isList, largestSize }: Field, pointer: string, problems: FieldProblem[]): unknown {
  if (!Array.isArray(value)) return nested ? objectOf(value, nested, pointer, problems) : value;
  const items: unknown[] = largestSize === undefined ? value : value.slice(0, largestSize + 1);
  if (!nested) return items;
  if (isList) return items.map((item, index) => objectOf(item, nested, `${pointer}/${String(index)}`, problems));
  // class-validator takes a list of objects for one.
  problems.push({ pointer, ...OBJECT_EXPECTED });
  return undefined;
}

function unknownField(parent: string, name: string): FieldProblem {
  return { pointer: pointerOf(parent, name), code: UNKNOWN_FIELD, detail: 'This field is not known here.' };
}

function invalid(problems: readonly FieldProblem[]): InvalidRequestError {
  if (problems.length <= LISTED_PROBLEMS) return new InvalidRequestError(problems);
  const more = String(problems.length - LISTED_PROBLEMS);
  return new InvalidRequestError(
    problems.slice(0, LISTED_PROBLEMS),
    `The request has problems; ${String(LISTED_PROBLEMS)} are listed, ${more} more are not.`,
  );
}

function pointerOf(parent: string, name: string): string {
  return `${parent}/${pointerToken(name)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kebab(rule: string): string {
  return rule.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
}
