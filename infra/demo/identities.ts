import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { OrganisationKind, Role } from '#libs/contracts';
import { choosePassword, personToken, systemToken } from '#libs/testing';

/** The organisations of the demo; the `other` ones exist to show that nobody sees what is not theirs. */
export const ORGANISATIONS = {
  hub: '5b0ec1a2-0000-4000-8000-000000000001',
  otherHub: '5b0ec1a2-0000-4000-8000-000000000002',
  practice: '5b0ec1a2-0000-4000-8000-000000000011',
  otherPractice: '5b0ec1a2-0000-4000-8000-000000000012',
  charity: '5b0ec1a2-0000-4000-8000-000000000021',
  otherCharity: '5b0ec1a2-0000-4000-8000-000000000022',
} as const;

/** What an operator registers of them. The hub's own is made by the set-up link, or by the setting HUB_ORGANISATION. */
const REGISTERED: readonly { id: string; name: string; kind: OrganisationKind; odsCode?: string; charityNumber?: string }[] = [
  { id: ORGANISATIONS.otherHub, name: 'South Quay Primary Care Network', kind: 'scheme-provider' },
  { id: ORGANISATIONS.practice, name: 'Willow Street Surgery', kind: 'practice', odsCode: 'A81001' },
  { id: ORGANISATIONS.otherPractice, name: 'Harbour Road Surgery', kind: 'practice', odsCode: 'A81002' },
  { id: ORGANISATIONS.charity, name: 'Second Wind Community Choir', kind: 'charity', charityNumber: '9000021' },
  { id: ORGANISATIONS.otherCharity, name: 'Mill Lane Allotments', kind: 'charity', charityNumber: '9000022' },
];

export const SCHEME_NAME = 'North Quay social prescribing';

/** One password for all of the demo's people, so that it can be printed on one line. */
export const DEMO_PASSWORD = 'walk talk garden';

/** Beside the data of a hub: who `npm run token` can be. */
export const IDENTITIES_FILE = 'demo-identities.json';

export interface DemoSystem {
  readonly kind: 'system';
  readonly clientId: string;
  readonly privateJwk: JWK;
  readonly scope: string;
}

export interface DemoPerson {
  readonly kind: 'person';
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly organisationId: string;
}

export interface DemoIdentities {
  /** Where the hub is reached. */
  readonly url: string;
  readonly identities: Readonly<Record<string, DemoSystem | DemoPerson>>;
  /** How people sign in where they do not have the embedded accounts. */
  readonly signIn?: (name: string) => Promise<string>;
}

/** What a GP's system may do (SMART 2): send referrals, and read what became of them. */
const SENDER_SCOPE = [
  'system/Patient.crs system/ServiceRequest.crus system/Task.crus system/Subscription.cruds system/Bundle.r system/HealthcareService.rs',
  'system/Observation.crs system/QuestionnaireResponse.crs system/Procedure.rs system/DocumentReference.rs',
  'system/Consent.c system/RelatedPerson.c system/Condition.c system/Practitioner.c system/PractitionerRole.c system/Organization.c',
].join(' ');

const SYSTEMS = {
  gp: { clientId: 'demo-gp', name: 'Willow Street Surgery clinical system', organisationId: ORGANISATIONS.practice },
  'gp-other': { clientId: 'demo-gp-other', name: 'Harbour Road Surgery clinical system', organisationId: ORGANISATIONS.otherPractice },
};

const PEOPLE: Readonly<Record<string, Omit<DemoPerson, 'kind' | 'email' | 'password'>>> = {
  practice: { name: 'Priya Shah', roles: ['practice'], organisationId: ORGANISATIONS.practice },
  clinician: { name: 'Dr Tom Reid', roles: ['clinician'], organisationId: ORGANISATIONS.hub },
  'link-worker': { name: 'Ana Lee', roles: ['link-worker'], organisationId: ORGANISATIONS.hub },
  'link-worker-other': { name: 'Ben Cole', roles: ['link-worker'], organisationId: ORGANISATIONS.otherHub },
  supervisor: { name: 'Sofia Marsh', roles: ['supervisor'], organisationId: ORGANISATIONS.hub },
  provider: { name: 'Walter Green', roles: ['provider'], organisationId: ORGANISATIONS.charity },
  'provider-other': { name: 'Petra Lane', roles: ['provider'], organisationId: ORGANISATIONS.otherCharity },
  operator: { name: 'Omar Finch', roles: ['operator'], organisationId: ORGANISATIONS.hub },
  commissioner: { name: 'Carol Boyd', roles: ['commissioner'], organisationId: ORGANISATIONS.hub },
  evaluator: { name: 'Eve Stone', roles: ['evaluator'], organisationId: ORGANISATIONS.hub },
  'privacy-officer': { name: 'Paul Wren', roles: ['privacy-officer'], organisationId: ORGANISATIONS.hub },
};

/** Whom the set-up link makes. */
const ADMINISTRATOR = person('administrator', {
  name: 'Grace Hall',
  roles: ['administrator', 'supervisor', 'link-worker', 'operator'],
  organisationId: ORGANISATIONS.hub,
});

/**
 * Makes the demo's systems and people through the identity service's own doors. `setUpLink` is the one that a hub prints when it is
 * empty; without it the administrator must be there already. May be called again when it was cut short.
 */
export async function createDemoIdentities({ url, setUpLink }: { url: string; setUpLink?: string }): Promise<DemoIdentities> {
  if (setUpLink !== undefined) await setUp(setUpLink);
  const operator = await personToken({ issuer: `${url}/identity`, ...ADMINISTRATOR });
  await createDemoOrganisations(url, operator);
  const people = Object.entries(PEOPLE).map(async ([name, details]) => [name, await createPerson(url, operator, person(name, details))]);
  const [systems, made] = await Promise.all([createDemoSystems(url, operator), Promise.all(people)]);
  return { url, identities: { administrator: ADMINISTRATOR, ...systems, ...(Object.fromEntries(made) as Record<string, DemoPerson>) } };
}

/** Registers the organisations beside the hub's own; `operator` is an operator's token. */
export async function createDemoOrganisations(url: string, operator: string): Promise<void> {
  for (const organisation of REGISTERED) {
    const response = await post(`${url}/api/identity/organisations`, operator, organisation);
    if (response.status !== 201 && response.status !== 409) {
      throw new Error(`${organisation.name} could not be registered: ${await response.text()}`);
    }
  }
}

/** Registers the GPs' systems with keys of their own; `operator` is the token of one who may. */
export async function createDemoSystems(url: string, operator: string): Promise<Record<string, DemoSystem>> {
  const systems = Object.entries(SYSTEMS).map(async ([name, system]) => [name, await createSystem(url, operator, system)]);
  return Object.fromEntries(await Promise.all(systems)) as Record<string, DemoSystem>;
}

/** A token for one of them; they last five minutes for systems, half an hour for people. */
export function tokenFor({ url, identities, signIn }: DemoIdentities, name: string): Promise<string> {
  const identity = identities[name];
  if (signIn && identity?.kind !== 'system') return signIn(name);
  if (!identity) throw new Error(`There is no demo identity "${name}".`);
  return identity.kind === 'system'
    ? systemToken({ ...identity, tokenUrl: `${url}/identity/token` })
    : personToken({ ...identity, issuer: `${url}/identity` });
}

function person(name: string, details: Omit<DemoPerson, 'kind' | 'email' | 'password'>): DemoPerson {
  return { kind: 'person', email: `${name}@demo.example`, password: DEMO_PASSWORD, ...details };
}

async function setUp(link: string): Promise<void> {
  const { name, email, password, organisationId } = ADMINISTRATOR;
  const form = { organisation: 'North Quay Primary Care Network', scheme: SCHEME_NAME, name, email, password, organisationId };
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  if (response.status !== 303) throw new Error(`The set-up link was refused (${String(response.status)}).`);
}

async function createSystem(
  url: string,
  token: string,
  system: { clientId: string; name: string; organisationId: string },
): Promise<DemoSystem> {
  const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true });
  const kid = randomUUID();
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES384', use: 'sig' }] };
  const privateJwk = { ...(await exportJWK(privateKey)), kid, alg: 'ES384' };
  const register = async (clientId: string): Promise<Response> =>
    post(`${url}/api/identity/clients`, token, { ...system, clientId, jwks, scopes: SENDER_SCOPE.split(' ') });
  let { clientId } = system;
  let response = await register(clientId);
  // Registered by a start that was cut short: its key is lost, so it gets another id.
  if (response.status === 409) response = await register((clientId = `${clientId}-${randomBytes(4).toString('hex')}`));
  if (response.status !== 201) throw new Error(`${system.name} could not be registered: ${await response.text()}`);
  return { kind: 'system', clientId, privateJwk, scope: SENDER_SCOPE };
}

async function createPerson(url: string, token: string, made: DemoPerson): Promise<DemoPerson> {
  const { email, password, name, organisationId, roles } = made;
  const response = await post(`${url}/api/identity/accounts`, token, { email, name, organisationId, roles });
  if (response.status === 409) return made;
  if (response.status !== 201) throw new Error(`${name} could not be invited: ${await response.text()}`);
  const { invitation } = (await response.json()) as { invitation: { link?: string } };
  if (invitation.link === undefined) throw new Error('The demo opens the links of its people itself: start it without SMTP_URL.');
  await choosePassword(invitation.link, password);
  return made;
}

function post(url: string, token: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
