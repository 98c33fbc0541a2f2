/**
 * What the monitor takes from an event beside its envelope: identifiers and codes that are listed here. A list of what
 * may be kept, not of what may not: a field that an event gains later stays out until somebody has thought about it.
 * Needs stay out: they say something of the person, and no operator has to know.
 */
const IDENTIFIERS = [
  'schemeId',
  'organisationId',
  'senderId',
  'caseId',
  'workerId',
  'contactId',
  'connectionId',
  'taskId',
  'serviceId',
  'providerId',
  'measurementId',
  'planId',
  'agreementId',
  'partyId',
  'referBackId',
  'consentId',
  'employmentId',
  'signpostingId',
  'fromSchemeId',
  'handOverId',
];
const CODES = [
  'priority',
  'status',
  'state',
  'reason',
  'mode',
  'kept',
  'first',
  'outcome',
  'waitingList',
  'instrument',
  'stage',
  'source',
  'attempts',
  'nation',
  'version',
  'kind',
  'times',
];

const IDENTIFIER = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const CODE = /^[a-z][a-z\d]*([- ][a-z\d]+){0,6}$/;

/** The identifiers and codes of an event, as text. What stands in a listed field but looks like neither is left out. */
export function codesOf(event: object): Record<string, string> {
  const facts = event as Readonly<Record<string, unknown>>;
  const identifiers = IDENTIFIERS.filter((field) => IDENTIFIER.test(String(facts[field])));
  const codes = CODES.filter((field) => isCode(facts[field]));
  return Object.fromEntries([...identifiers, ...codes].map((field) => [field, String(facts[field])]));
}

function isCode(value: unknown): boolean {
  if (typeof value === 'boolean' || typeof value === 'number') return true;
  return typeof value === 'string' && value.length <= 60 && CODE.test(value);
}
