import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { InvalidRequestError, type FieldProblem } from '#libs/contracts';

/** Bodies and queries become their DTO classes; unknown fields are refused by name; every problem is told at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new InvalidRequestError(problemsOf(errors)),
  });
}

/** class-validator's tree as a flat list with JSON pointers. Values are never repeated: they may be personal. */
export function problemsOf(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    // What is no object at all, an absent body for one, has no property to name.
    const property = (error as { property?: string }).property;
    const pointer = property === undefined ? parent : `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({
      pointer,
      code: rule === 'whitelistValidation' ? 'unknown-field' : kebab(rule),
      detail,
    }));
    return [...own, ...problemsOf(error.children ?? [], pointer)];
  });
}

function kebab(rule: string): string {
  return rule.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
}
