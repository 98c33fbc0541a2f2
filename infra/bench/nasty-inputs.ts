import type { Bundle } from '@medplum/fhirtypes';
import { anotherReferral } from './referrals';

/** What costs a careless reader more time than it costs its sender. */
export interface NastyInput {
  readonly name: string;
  readonly door: 'fhir' | 'own';
  readonly body: Buffer;
}

const FHIR_BYTES = 5_242_880;
const OWN_BYTES = 262_144;
/** As many as FHIR doors read in one message and in one resource, less those of the referral around them. */
const VALUES = 19_500;
const IN_RESOURCE = 9_800;

/** The worst shapes that the limits let in, and some that they do not. `share` of the largest size: 1 for the whole. */
export function nastyInputs(share = 1): NastyInput[] {
  const own = (name: string, text: string): NastyInput => ({ name, door: 'own', body: Buffer.from(text) });
  const fhir = (name: string, text: string): NastyInput => ({ name, door: 'fhir', body: Buffer.from(text) });
  const values = Math.floor(VALUES * share);
  const inResource = Math.floor(IN_RESOURCE * share);
  const bytes = Math.floor(FHIR_BYTES * share) - 10_000;
  const ownBytes = Math.floor(OWN_BYTES * share) - 1000;
  const names = (count: number): string => Array.from({ length: count }, (_, n) => `"n${String(n)}":0`).join(',');
  const items = (count: number): string => Array.from({ length: count }, (_, n) => `"n${String(n)}"`).join(',');
  return [
    own('300,000 unknown fields', `{${names(300_000 * share)}}`),
    own('300,000 needs', `{"needs":[${items(300_000 * share)}]}`),
    own('1,000 unknown fields', `{${names(1000)}}`),
    own('1,000 needs', `{"needs":[${items(1000)}]}`),
    own('20 lists of 980', `{${Array.from({ length: 20 }, (_, n) => `"l${String(n)}":[${items(980 * share)}]`).join(',')}}`),
    own('escapes of surrogate pairs', `{"name":"${'\\ud83d\\ude00'.repeat(ownBytes / 12)}"}`),
    own('an open array in an open array', '['.repeat(ownBytes)),
    fhir('one long text', withReason('x'.repeat(bytes))),
    fhir(
      'escapes of surrogate pairs',
      JSON.stringify(JSON.parse(withReason('y'))).replace('"y"', `"${'\\ud83d\\ude00'.repeat(bytes / 12)}"`),
    ),
    fhir('white space', `{${' '.repeat(bytes)}}`),
    fhir('an open array in an open array', '['.repeat(bytes)),
    fhir('300,000 names', `{${names(300_000 * share)}}`),
    fhir('20 observations of 160 components', withResources(observations(20, Math.floor(values / 20 / 6)))),
    fhir('a patient with thousands of names', withPatient({ name: many(inResource / 5, (n) => ({ family: `F${n}`, given: ['A', 'B'] })) })),
    fhir(
      'a patient with thousands of identifiers',
      withPatient({ identifier: many(inResource / 3, (n) => ({ system: 'https://x.example', value: n })) }),
    ),
    fhir('extensions in extensions', withPatient({ extension: many(inResource / 87, () => nested(28)) })),
    fhir('thousands of entries', withResources(many(values / 7, () => ({ resourceType: 'Condition' })))),
    fhir('a long narrative', withPatient({ text: { status: 'generated', div: `<div>${'<p>a</p>'.repeat(bytes / 8)}</div>` } })),
    fhir('a long text where an object belongs', withPatient({ maritalStatus: 'x'.repeat(bytes) })),
    fhir(
      'a patient with a thousand contained resources',
      withPatient({ contained: many(inResource / 9, (n) => ({ resourceType: 'Organization', id: `o${n}`, name: 'x', alias: ['y'] })) }),
    ),
    fhir('a long attachment', withPatient({ photo: [{ data: 'QUFB'.repeat(bytes / 4) }] })),
  ];
}

function many<T>(count: number, make: (n: string) => T): T[] {
  return Array.from({ length: Math.floor(count) }, (_, n) => make(String(n)));
}

function nested(depth: number): object {
  return depth === 0 ? { url: 'https://x.example/e', valueString: 'x' } : { url: 'https://x.example/e', extension: [nested(depth - 1)] };
}

function observations(count: number, components: number): object[] {
  const code = { coding: [{ system: 'http://snomed.info/sct', code: '1' }] };
  return many(count, () => ({
    resourceType: 'Observation',
    status: 'final',
    code,
    component: many(components, () => ({ code: { text: 'x' }, valueInteger: 1 })),
  }));
}

function referral(): Bundle {
  return JSON.parse(anotherReferral()) as Bundle;
}

function withPatient(parts: object): string {
  const bundle = referral();
  for (const { resource } of bundle.entry ?? []) if (resource?.resourceType === 'Patient') Object.assign(resource, parts);
  return JSON.stringify(bundle);
}

function withReason(text: string): string {
  const bundle = referral();
  for (const { resource } of bundle.entry ?? []) if (resource?.resourceType === 'ServiceRequest') resource.reasonCode = [{ text }];
  return JSON.stringify(bundle);
}

function withResources(resources: readonly object[]): string {
  const bundle = referral();
  const entries = resources.map((resource, n) => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    resource,
    request: { method: 'POST', url: (resource as { resourceType: string }).resourceType },
  }));
  return JSON.stringify({ ...bundle, entry: [...(bundle.entry ?? []), ...entries] });
}
