import type { Resource } from '@medplum/fhirtypes';
import { isStorableText } from '#libs/contracts';
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

/** Most characters of an identifier: the hub finds resources by them, and an index takes no longer ones. */
export const LONGEST_IDENTIFIER = { system: 512, value: 256 } as const;
const REPLACEMENT = '\ufffd';

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

/** Reads `identifier=<system>|<value>`; `undefined` where it is anything else, or text that cannot be kept. The system is given in its one spelling. */
export function parseIfNoneExist(text: string): IdentifierCondition | undefined {
  const parameters = new URLSearchParams(text);
  const [identifier, ...more] = parameters.getAll('identifier');
  if (identifier === undefined || more.length > 0 || [...parameters.keys()].length !== 1) return undefined;
  // Decoding brings text that nobody has looked at: `%00`, and bytes that are no UTF-8, which it replaces without a word.
  if (!isStorableText(identifier) || (identifier.includes(REPLACEMENT) && !text.includes(REPLACEMENT))) return undefined;
  const bar = identifier.indexOf('|');
  const system = identifier.slice(0, Math.max(bar, 0));
  const value = identifier.slice(bar + 1);
  if (system === '' || value === '' || system.length > LONGEST_IDENTIFIER.system || value.length > LONGEST_IDENTIFIER.value)
    return undefined;
  return { system: canonicalSystem(system), value };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

/** Whether an entry has the shape that `readEntry` reads. Of one that has not, the validators have told already. */
export function isRawEntry(raw: unknown): raw is RawEntry {
  if (!isObject(raw) || !isTextOrAbsent(raw.fullUrl)) return false;
  const { request, resource } = raw;
  if (resource !== undefined && !(isObject(resource) && typeof resource.resourceType === 'string')) return false;
  return request === undefined || (isObject(request) && [request.method, request.url, request.ifNoneExist].every(isTextOrAbsent));
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
      diagnostics: `ifNoneExist must be identifier=<system>|<value>, of at most ${String(LONGEST_IDENTIFIER.system)} and ${String(LONGEST_IDENTIFIER.value)} characters.`,
    });
  }
  if (!resource) return { problems };
  const optional = { ...(fullUrl === undefined ? {} : { fullUrl }), ...(condition ? { ifNoneExist: condition } : {}) };
  return { entry: { index, method: 'POST', resource, ...optional }, problems };
}
