import { type InternalSchemaElement, type InternalTypeSchema, tryGetDataType } from '@medplum/core';
import { satisfiesBinding } from './bindings';
import { elementOf, missing, type Found } from './elements';
import { datatypeFault } from './datatype-invariants';
import { closedValueSet, isKnownType, isSpokenType } from './definitions';
import { primitiveFault } from './primitives';
import type { Findings } from './findings';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper than any resource that people write, and shallow enough for every recursion over it. */
const DEEPEST = 60;
/** Longer than any list that people fill; without it one message could hold the process for seconds. */
const LONGEST_LIST = 1000;
const isPrimitive = (type: string): boolean => type.charAt(0) === type.charAt(0).toLowerCase();

/**
 * Sees what @medplum/core lets through: codes outside a required binding, impossible dates, times without zone, empty values,
 * wrong reference targets, two of one `value[x]`, invariants of datatypes, unknown modifier extensions, contained resources
 * that are missing or unused. One walk over the resource; collects, never throws.
 */
export class Supplement {
  /**
   * Set where something was too large to be read to its end, or is of another shape than its element: then nothing else should read it
   * either. medplum takes each character of a text that stands in an object's place for an element, which takes seconds.
   */
  isUnreadable = false;
  private readonly contained = new Set<string>();
  private readonly used = new Set<string>();

  constructor(private readonly findings: Findings) {}

  resource(resource: Json, path: string): void {
    const contained = Array.isArray(resource.contained) ? resource.contained.filter(isObject) : [];
    for (const each of contained) if (typeof each.id === 'string') this.contained.add(each.id);
    this.object(resource, tryGetDataType(String(resource.resourceType)), path, 0);
    contained.slice(0, LONGEST_LIST).forEach((each, index) => {
      if (this.used.has('') || (typeof each.id === 'string' && this.used.has(each.id))) return;
      this.findings.add('invariant', `${path}.contained[${String(index)}]`, 'Nothing refers to this contained resource (dom-3).');
    });
  }

  private object(value: Json, schema: InternalTypeSchema | undefined, path: string, depth: number): void {
    if (!schema || depth > DEEPEST) {
      if (schema) this.isUnreadable = true;
      this.findings.add('structure', path, schema ? 'This is nested too deeply.' : 'A resource of a known type is expected here.');
      return;
    }
    const keys = Object.keys(value);
    if (keys.length === 0) this.findings.add('value', path, 'An object must not be empty.');
    const choices = new Map<string, string>();
    for (const key of keys) {
      if (key === 'resourceType' || value[key] === undefined) continue;
      const bare = key.startsWith('_') ? key.slice(1) : key;
      const element = elementOf(schema, bare);
      const at = `${path}.${nameable(key)}`;
      const fault = this.faultOf(element, key, bare, choices);
      if (!element || fault !== undefined) {
        this.isUnreadable = true;
        this.findings.add('structure', at, fault ?? 'There is no such element.');
      } else {
        if (element.choice) choices.set(element.choice, bare);
        this.property(value[key], element.definition, key === bare ? element.type : 'Element', at, depth, key !== bare);
      }
    }
    for (const name of missing(schema, value)) this.findings.add('required', `${path}.${name}`, 'This is required.');
    const fault = datatypeFault(schema.name, value);
    if (fault) this.findings.add('invariant', path, fault);
  }

  /** Why an element may not stand here, whatever its value. */
  private faultOf(element: Found | undefined, key: string, bare: string, choices: ReadonlyMap<string, string>): string | undefined {
    if (!element) return 'There is no such element.';
    if (key !== bare && !isPrimitive(element.type)) return 'Only the name of a primitive may begin with an underscore.';
    const other = element.choice === undefined ? undefined : choices.get(element.choice);
    return other !== undefined && other !== bare ? `Only one ${element.choice ?? ''} may be given.` : undefined;
  }

  private property(value: unknown, element: InternalSchemaElement, type: string, path: string, depth: number, shadow: boolean): void {
    if (element.isArray !== Array.isArray(value)) {
      const expected = element.isArray ? 'A list is expected here.' : 'A single value is expected here.';
      this.isUnreadable ||= value !== null;
      if (value !== null) this.findings.add('structure', path, expected);
      return;
    }
    if (!Array.isArray(value)) {
      this.value(value, element, type, path, depth);
      return;
    }
    if (value.length > LONGEST_LIST) {
      this.isUnreadable = true;
      this.findings.add('too-long', path, `At most ${String(LONGEST_LIST)} may be given.`);
      return;
    }
    if (value.length === 0) this.findings.add('value', path, 'A list must not be empty.');
    if (value.length > element.max) this.findings.add('structure', path, `At most ${String(element.max)} may be given.`);
    value.forEach((each, index) => {
      if (each === null && shadow) return;
      this.value(each, element, type, `${path}[${String(index)}]`, depth);
    });
  }

  private value(value: unknown, element: InternalSchemaElement, type: string, path: string, depth: number): void {
    if (value === null) return; // medplum tells of it, and knows where a null has its place
    const codes = closedValueSet(element.binding?.valueSet);
    if (codes && !satisfiesBinding(codes, type, value)) this.findings.add('value', path, 'The code is not one that is allowed here.');
    if (isPrimitive(type)) {
      const fault = primitiveFault(type, value);
      if (fault) this.findings.add(fault.code, path, fault.diagnostics);
    } else if (!isObject(value)) {
      this.isUnreadable = true;
      this.findings.add('structure', path, 'An object is expected here.');
    } else if (type === 'Resource') {
      this.nested(value, path, depth);
    } else {
      if (type === 'Reference') this.reference(value, element, path);
      if (type === 'Extension' && /\.modifierExtension\[\d+\]$/.test(path)) {
        this.findings.add('not-supported', path, 'This modifier extension is not known, so the element cannot be understood safely.');
      }
      this.object(value, tryGetDataType(type), path, depth + 1);
    }
  }

  private nested(value: Json, path: string, depth: number): void {
    if (isSpokenType(value.resourceType)) this.object(value, tryGetDataType(value.resourceType), path, depth + 1);
    else if (isKnownType(value.resourceType)) this.findings.add('not-supported', path, 'Resources of this type are not taken here.');
    else this.findings.add('structure', path, 'There is no such resource type.');
  }

  private reference(value: Json, element: InternalSchemaElement, path: string): void {
    const { reference } = value;
    if (typeof reference !== 'string') return;
    if (reference.startsWith('#')) {
      this.used.add(reference.slice(1));
      if (reference !== '#' && !this.contained.has(reference.slice(1))) {
        this.findings.add('invariant', `${path}.reference`, 'No such contained resource is there (ref-1).');
      }
      return;
    }
    const type = /(?:^|\/)([A-Z][A-Za-z]+)(?:\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[^/]+)?|\?[^/]*)$/.exec(reference)?.[1];
    const targets = element.type.find((each) => each.code === 'Reference')?.targetProfile ?? [];
    if (type === undefined || !isKnownType(type) || targets.length === 0) return;
    const allowed = targets.some((target) => target.endsWith('/Resource') || target.endsWith(`/${type}`));
    if (!allowed) this.findings.add('value', `${path}.reference`, `A reference to ${type} is not allowed here.`);
  }
}

/** An element's name for an expression; what cannot be one may hold anything, so it is not repeated. */
const nameable = (key: string): string => (/^_?[A-Za-z][A-Za-z0-9]{0,63}$/.test(key) ? key : '`?`');
