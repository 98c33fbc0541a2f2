import { grants } from '#libs/platform';
import type { Caller, OrganisationName } from './callers';
import type { DeclaredAccess, Operation } from './operations';

/** Whose the records of this world are, by the parameter that names them. What is not here is everybody's. */
const OWNERS: Readonly<Record<string, OrganisationName>> = {
  caseId: 'hub',
  schemeId: 'hub',
  workerId: 'hub',
  signpostingId: 'hub',
  personId: 'hub',
  doubtId: 'hub',
  accountId: 'hub',
  clientId: 'practice',
  organisationId: 'charity',
  providerId: 'charity',
  endpointId: 'charity',
  deliveryId: 'charity',
  taskId: 'charity',
};

/** The records that stand in one scheme: a link worker of another one does not see them. */
const OF_SCHEME = /\{(caseId|referralId|signpostingId)\}/;

/** What an operation may answer to a caller, by its declaration and by whose records its path names. */
export function expectedOf(operation: Operation, access: DeclaredAccess, caller: Caller): number[] {
  if (!mayUse(access, caller)) return [403];
  if (isSendersDoor(operation) && !isSender(caller)) return [403];
  if (!reaches(operation, caller)) return [404];
  if (operation.path === '/fhir/R4') return [400, 422];
  if (operation.method !== 'GET') return [415];
  if (operation.path === '/fhir/R4/Task') return [200];
  // A record that a query names, and what is restricted within a case.
  return operation.required.length > 0 || isRestricted(operation) ? [200, 400, 404] : [200];
}

/** The first id of another's record in an answer. */
export function leakOf(operation: Operation, caller: Caller, text: string, records: Readonly<Record<string, string>>): string | undefined {
  // The audit trail shows what an organisation's own people tried, under the ids that they gave.
  if (caller.roles.includes('operator') || /\/(services|providers|audit-entries)$/.test(operation.path)) return undefined;
  const others = Object.keys(records).filter((name) => {
    const owner = OWNERS[name] ?? (/^(referralId|Patient|Task)$/.test(name) ? 'hub' : undefined);
    if (owner === undefined || name === 'schemeId' || name === 'organisationId' || name === 'providerId') return false;
    if (caller.otherScheme) return ['caseId', 'referralId', 'signpostingId'].includes(name);
    // Who asked the provider knows the task by its id.
    if (name === 'taskId' && caller.organisation === 'hub') return false;
    return owner !== caller.organisation && caller.organisation !== 'practice';
  });
  return others.find((name) => text.includes(`"${records[name] ?? ''}"`));
}

function mayUse({ roles = [], scopes = [] }: DeclaredAccess, caller: Caller): boolean {
  if (caller.kind === 'person') return roles.some((role) => caller.roles.includes(role));
  return scopes.some((wanted) => caller.scopes.some((scope) => grants(scope, wanted)));
}

const isSendersDoor = ({ path }: Operation) => path.startsWith('/fhir/R4');
const isSender = ({ organisation }: Caller) => organisation === 'practice' || organisation === 'otherPractice';
const isRestricted = ({ path }: Operation) => /(safeguarding|avoid-settings|named-readers|plans\/agreed|my-reports)/.test(path);

function reaches(operation: Operation, caller: Caller): boolean {
  const { path, service } = operation;
  if (isSendersDoor(operation)) return isOwnResource(operation, caller);
  if (caller.roles.includes('clinician') && /\{(caseId|referralId)\}/.test(path)) return ['hub', 'practice'].includes(caller.organisation);
  if (caller.otherScheme && OF_SCHEME.test(path)) return false;
  if (path.startsWith('/fhir/provider')) return caller.organisation === 'charity';
  if (caller.roles.includes('operator')) return true;
  const owners = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => ownerOf(name, service) ?? []);
  return owners.every((owner) => owner === caller.organisation);
}

function ownerOf(name: string, service: string): OrganisationName | undefined {
  if (name === 'referralId') return 'hub';
  // The directory is the same for all in caseload, and the provider's own where it is kept.
  if (name === 'serviceId') return service === 'provider-gateway' ? 'charity' : undefined;
  return OWNERS[name];
}

/** What a sender meets at its door: what it sent itself, and what is the same for all who may refer. */
function isOwnResource({ path }: Operation, { organisation }: Caller): boolean {
  return organisation === 'practice' || !path.includes('{') || path.includes('{HealthcareService}');
}
