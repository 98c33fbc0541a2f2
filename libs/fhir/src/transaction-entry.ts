import type { Resource } from '@medplum/fhirtypes';
import { canonicalSystem } from './names';
import type { Problem } from './problem';

/** `ifNoneExist`: create only where the caller has none with this identifier. */
export interface IdentifierCondition {
  readonly system: string;
  readonly value: string;
}

/** One entry of a transaction as it was sent. */
export interface TransactionEntry {
  /** Its place in `Bundle.entry`. */
  readonly index: number;
  readonly fullUrl?: string;
  readonly method: 'POST';
  readonly resource: Resource;
  readonly ifNoneExist?: IdentifierCondition;
}

/** An entry whose resource is of the one type. */
export type EntryOf<T> = Omit<TransactionEntry, 'resource'> & { readonly resource: T };

/** An entry of the JSON as the validators leave it: its shape is right, its meaning not yet looked at. */
export interface RawEntry {
  readonly fullUrl?: string;
  readonly resource?: Resource;
  readonly request?: { readonly method?: string; readonly url?: string; readonly ifNoneExist?: string };
}

/** What a referral may consist of (docs/fhir-wire-format.md §2). */
export const PERMITTED_TYPES: ReadonlySet<string> = new Set([
  'ServiceRequest',
  'Patient',
  'Task',
  'Consent',
  'Condition',
  'Observation',
  'QuestionnaireResponse',
  'CarePlan',
  'Goal',
  'Flag',
  'RelatedPerson',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'DocumentReference',
]);

/** Reads `identifier=<system>|<value>`; `undefined` where it is anything else. The system is given in its one spelling. */
export function parseIfNoneExist(text: string): IdentifierCondition | undefined {
  const parameters = new URLSearchParams(text);
  const [identifier, ...more] = parameters.getAll('identifier');
  if (identifier === undefined || more.length > 0 || [...parameters.keys()].length !== 1) return undefined;
  const bar = identifier.indexOf('|');
  const system = identifier.slice(0, Math.max(bar, 0));
  const value = identifier.slice(bar + 1);
  return system === '' || value === '' ? undefined : { system: canonicalSystem(system), value };
}

/** An entry, as far as it holds a resource, and why the hub does not take it as it is. */
export interface ReadEntry {
  readonly entry?: TransactionEntry;
  readonly problems: readonly Problem[];
}

const requestProblems: (request: RawEntry['request'], resource: RawEntry['resource'], at: string) => Problem[] = (
  request,
  resource,
  at,
) => {
  if (!request?.method || !request.url)
    return [{ code: 'required', expression: `${at}.request`, diagnostics: 'An entry needs a request with method and url.' }];
  if (request.method !== 'POST') {
    return [{ code: 'not-supported', expression: `${at}.request.method`, diagnostics: 'Only POST is taken in a referral transaction.' }];
  }
  if (!resource) return [{ code: 'required', expression: `${at}.resource`, diagnostics: 'An entry that is posted needs its resource.' }];
  if (!PERMITTED_TYPES.has(resource.resourceType)) {
    return [{ code: 'not-supported', expression: `${at}.resource`, diagnostics: 'Resources of this type are not taken in a referral.' }];
  }
  if (request.url === resource.resourceType) return [];
  return [{ code: 'value', expression: `${at}.request.url`, diagnostics: 'The url of a POST is the type of its resource.' }];
};

/** Reads one entry. A further method (`PUT` of ServiceRequest and Task) is one more case of `requestProblems`. */
export function readEntry(raw: RawEntry, index: number): ReadEntry {
  const at = `Bundle.entry[${String(index)}]`;
  const { fullUrl, resource, request } = raw;
  const problems = requestProblems(request, resource, at);
  const condition = request?.ifNoneExist === undefined ? undefined : parseIfNoneExist(request.ifNoneExist);
  if (request?.ifNoneExist !== undefined && !condition) {
    problems.push({
      code: 'value',
      expression: `${at}.request.ifNoneExist`,
      diagnostics: 'ifNoneExist must be identifier=<system>|<value>.',
    });
  }
  if (!resource) return { problems };
  const optional = { ...(fullUrl === undefined ? {} : { fullUrl }), ...(condition ? { ifNoneExist: condition } : {}) };
  return { entry: { index, method: 'POST', resource, ...optional }, problems };
}
