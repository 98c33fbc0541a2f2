import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';
import type { EventClass } from '#libs/contracts';

type Fields = Readonly<Record<string, unknown>>;
type Rule = (event: object, value: unknown) => boolean;
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const NEVER: Rule = () => false;

/** The rules of one field, and when they apply to it (`@IsOptional`). */
interface FieldRules {
  readonly field: string;
  readonly conditions: readonly Rule[];
  readonly rules: readonly Rule[];
}

const known = new Map<EventClass, readonly FieldRules[]>();

/**
 * Whether an event surely keeps the rules of its class: class-validator's own rules, looked up once a class instead of
 * once an event, and without its list of errors. False also where that cannot be said here, as of parts with a class of
 * their own: then class-validator decides.
 */
export function surelyKeepsRules(eventClass: EventClass, event: object): boolean {
  let fields = known.get(eventClass);
  if (!fields) known.set(eventClass, (fields = fieldRulesOf(eventClass)));
  return fields.every(({ field, conditions, rules }) => {
    const value = (event as Fields)[field];
    return !conditions.every((holds) => holds(event, value)) || rules.every((keeps) => keeps(event, value));
  });
}

function fieldRulesOf(eventClass: EventClass): FieldRules[] {
  const storage = getMetadataStorage();
  const grouped = storage.groupByPropertyName(storage.getTargetValidationMetadatas(eventClass, '', false, false));
  return Object.entries(grouped).map(([field, all]) => {
    const conditional = all.filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION);
    return {
      field,
      conditions: conditional.map(({ constraints }) => constraints[0] as Rule),
      rules: all.filter((each) => !conditional.includes(each)).flatMap(rulesOf),
    };
  });
}

function rulesOf({ type, constraintCls, constraints, each, propertyName, validateIf, target }: Metadata): Rule[] {
  if (type !== ValidationTypes.CUSTOM_VALIDATION || validateIf) return [NEVER];
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ async, instance }): Rule => {
      if (async) return NEVER;
      const targetName = typeof target === 'string' ? target : target.name;
      const keeps = (event: object, value: unknown, whole: unknown): boolean =>
        instance.validate(value, {
          targetName,
          property: propertyName,
          object: event,
          value: whole,
          constraints,
        } satisfies ValidationArguments) === true;
      if (!each) return (event, value) => keeps(event, value, value);
      return (event, value) => Array.isArray(value) && value.every((item) => keeps(event, item, value));
    });
}
