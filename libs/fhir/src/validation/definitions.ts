import { indexStructureDefinitionBundle } from '@medplum/core';
import type { StructureDefinition } from '@medplum/fhirtypes';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of FHIR R4 that this hub speaks; made by libs/fhir/generate/slice-definitions.mjs. */
interface Definitions {
  readonly structures: StructureDefinition[];
  /** Closed value sets of required bindings: canonical → system → codes. */
  readonly valueSets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Every resource type of R4, also those not in `structures`. */
  readonly resourceTypes: readonly string[];
}

/** Systems and codes of a closed value set. */
export type ClosedValueSet = ReadonlyMap<string, ReadonlySet<string>>;

const { structures, valueSets, resourceTypes } = JSON.parse(readFileSync(join(__dirname, '../definitions/r4.json'), 'utf8')) as Definitions;
indexStructureDefinitionBundle(structures);

const systemsOf = (systems: Readonly<Record<string, readonly string[]>>): ClosedValueSet =>
  new Map(Object.entries(systems).map(([system, codes]) => [system, new Set(codes)]));

const KNOWN = new Set(resourceTypes);
const SPOKEN = new Set(structures.filter((structure) => structure.kind === 'resource').map((structure) => structure.name));
const CLOSED = new Map(Object.entries(valueSets).map(([url, systems]) => [url, systemsOf(systems)]));

/** Whether R4 has a resource type of this name. */
export const isKnownType = (type: unknown): boolean => typeof type === 'string' && KNOWN.has(type);

/** Whether this hub can validate the type. */
export const isSpokenType = (type: unknown): type is string => typeof type === 'string' && SPOKEN.has(type);

/** The codes of a required binding; `undefined` where the value set is open (languages, media types, units). */
export const closedValueSet = (canonical: string | undefined): ClosedValueSet | undefined =>
  canonical === undefined ? undefined : CLOSED.get(canonical);
