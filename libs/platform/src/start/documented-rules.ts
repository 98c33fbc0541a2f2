import type { Type } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IS_OPTIONAL } from 'class-validator';
import { fieldsOf, isNullable, rulesOf, type Rule } from '../http/fields';

/** What a rule says in the words of JSON Schema. */
type Keywords = Readonly<Record<string, unknown>>;

const SWAGGER_PROPERTY = 'swagger/apiModelProperties';
const text = { type: 'string' };
const WORDS: Readonly<Record<string, (...constraints: never[]) => Keywords>> = {
  isString: () => text,
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isNumberString: () => ({ ...text, pattern: String.raw`^\d+$` }),
  isUuid: () => ({ ...text, format: 'uuid' }),
  isEmail: () => ({ ...text, format: 'email' }),
  isIn: (values: readonly unknown[]) => ({ enum: [...values] }),
  matches: (pattern: RegExp) => ({ ...text, pattern: pattern.source }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: (minLength: number) => ({ ...text, minLength }),
  maxLength: (maxLength: number) => ({ ...text, maxLength }),
  isLength: (minLength: number, maxLength?: number) => ({ minLength, ...(maxLength === undefined ? {} : { maxLength }) }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMaxSize: (maxItems: number) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** Writes the rules of what the operations of these controllers take into the OpenAPI document, so that it cannot say anything else. */
export function documentRules(controllers: readonly Type[]): void {
  const done = new Set<Type>();
  for (const { prototype } of controllers as readonly { prototype: object }[]) {
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const taken = (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as (Type | undefined)[];
      for (const type of taken) if (typeof type === 'function') documentClass(type, done);
    }
  }
}

function documentClass(type: Type, done: Set<Type>): void {
  if (done.has(type)) return;
  done.add(type);
  for (const [name, rules] of rulesOf(type)) documentField(type.prototype as object, name, rules);
  for (const { nested } of fieldsOf(type).values()) if (nested) documentClass(nested, done);
}

function documentField(prototype: object, name: string, rules: readonly Rule[]): void {
  const own = keywordsOf(rules.filter(({ each }) => !each));
  const ofItems = keywordsOf(rules.filter(({ each }) => each));
  if (Object.keys(own).length + Object.keys(ofItems).length === 0) return;
  const said = (Reflect.getMetadata(SWAGGER_PROPERTY, prototype, name) ?? {}) as Record<string, unknown>;
  const isOptional = rules.some(({ name: rule }) => rule === IS_OPTIONAL);
  const documented = {
    ...said,
    ...own,
    // Class names are written out by the decorator alone.
    ...(isNamed(said.type) ? { type: said.type } : {}),
    ...(Object.keys(ofItems).length > 0 ? { type: 'array', items: { ...(said.items as object | undefined), ...ofItems } } : {}),
    ...(isNullable(rules) ? { nullable: true } : {}),
    required: said.required ?? !isOptional,
  };
  ApiProperty(documented as ApiPropertyOptions)(prototype, name);
}

function keywordsOf(rules: readonly Rule[]): Keywords {
  const said = rules.map(({ name, constraints, context }) => ({
    ...(WORDS[name ?? ''] as ((...of: unknown[]) => Keywords) | undefined)?.(...((constraints as unknown[] | undefined) ?? [])),
    ...(context as { schema?: Keywords } | undefined)?.schema,
  }));
  return Object.assign({}, ...said) as Keywords;
}

function isNamed(type: unknown): boolean {
  return type !== undefined && ![String, Number, Boolean, Object, Array].includes(type as never);
}
