import type { InternalSchemaElement, InternalTypeSchema } from '@medplum/core';

/** An element of a type, by the name it has in JSON. */
export interface Found {
  readonly definition: InternalSchemaElement;
  readonly type: string;
  /** `value[x]`, where the element is one of several types. */
  readonly choice?: string;
}
const foundIn = new WeakMap<InternalTypeSchema, Map<string, Found>>();

/** The definition behind a JSON name, `valueString` included. */
export function elementOf(schema: InternalTypeSchema, name: string): Found | undefined {
  let names = foundIn.get(schema);
  if (!names) {
    names = namesOf(schema);
    foundIn.set(schema, names);
  }
  return names.get(name);
}

/** A required element, and the JSON names by which it may be there. */
interface Required {
  readonly name: string;
  readonly spellings: readonly string[];
}
const requiredIn = new WeakMap<InternalTypeSchema, readonly Required[]>();

/** Required elements that are not there; `value[x]` is told as `value`, as in FHIRPath. */
export function missing(schema: InternalTypeSchema, value: Readonly<Record<string, unknown>>): string[] {
  let required = requiredIn.get(schema);
  if (!required) {
    required = requiredOf(schema);
    requiredIn.set(schema, required);
  }
  const absent = required.filter(({ spellings }) => !spellings.some((each) => value[each] !== undefined));
  return absent.map(({ name }) => name);
}

function requiredOf(schema: InternalTypeSchema): Required[] {
  const required = Object.entries(schema.elements).filter(([, definition]) => definition.min > 0);
  return required.map(([path, { type }]) => {
    const name = path.replace('[x]', '');
    const names = name === path ? [name] : type.map(({ code }) => name + code.charAt(0).toUpperCase() + code.slice(1));
    return { name, spellings: names.flatMap((each) => [each, `_${each}`]) };
  });
}

function namesOf(schema: InternalTypeSchema): Map<string, Found> {
  const names = new Map<string, Found>();
  for (const [name, definition] of Object.entries(schema.elements)) {
    for (const { code } of definition.type) {
      if (name.endsWith('[x]')) {
        names.set(name.slice(0, -3) + code.charAt(0).toUpperCase() + code.slice(1), { definition, type: code, choice: name });
      } else {
        names.set(name, { definition, type: code });
      }
    }
  }
  return names;
}
