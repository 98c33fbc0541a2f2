import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { ARRAY_MAX_SIZE, IS_ARRAY, getMetadataStorage, ValidateIf, ValidationTypes } from 'class-validator';

/** One field of a DTO class, as its decorators say. */
export interface Field {
  /** `null` is a value of its own here. */
  readonly nullable: boolean;
  /** The class of the object, or of each object of the list. */
  readonly nested?: Type;
  readonly isList: boolean;
  /** Of a list, in elements. */
  readonly largestSize?: number;
}

export type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const isNotNull = (_object: object, value: unknown): boolean => value !== null;
const known = new WeakMap<Type, ReadonlyMap<string, Field>>();

/** `null` is a value of its own in this field, such as "no longer" or "not answered". In every other field it means that the field is absent. */
export const Nullable = (): PropertyDecorator => ValidateIf(isNotNull);

/** The fields of a DTO class by name. A field without any rule is none. */
export function fieldsOf(type: Type): ReadonlyMap<string, Field> {
  const found = known.get(type) ?? readFields(type);
  known.set(type, found);
  return found;
}

/** class-validator's rules of a class, inherited ones among them, by field. */
export function rulesOf(type: Type): ReadonlyMap<string, readonly Rule[]> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const byField = new Map<string, Rule[]>();
  for (const rule of rules) byField.set(rule.propertyName, [...(byField.get(rule.propertyName) ?? []), rule]);
  return byField;
}

/** Whether the field may be null. */
export function isNullable(rules: readonly Rule[]): boolean {
  return rules.some(({ constraints }) => (constraints as unknown[] | undefined)?.[0] === isNotNull);
}

function readFields(type: Type): ReadonlyMap<string, Field> {
  const rules = [...rulesOf(type)];
  const objects = rules.filter(([, of]) => of.some(({ type: kind }) => kind === ValidationTypes.NESTED_VALIDATION)).map(([name]) => name);
  // class-transformer keeps to itself which class a field has; what it makes of an empty object shows it.
  const sample = plainToInstance(type, Object.fromEntries(objects.map((name) => [name, {}]))) as Record<string, object>;
  return new Map(
    rules.map(([name, of]) => {
      const largest = of.find(({ name: rule }) => rule === ARRAY_MAX_SIZE)?.constraints[0] as number | undefined;
      return [
        name,
        {
          nullable: isNullable(of),
          isList: of.some(({ name: rule }) => rule === IS_ARRAY),
          ...(objects.includes(name) ? { nested: sample[name]?.constructor as Type } : {}),
          ...(largest === undefined ? {} : { largestSize: largest }),
        },
      ];
    }),
  );
}
