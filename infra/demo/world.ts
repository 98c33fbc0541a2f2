import { readFile, writeFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import { eventually, type WebhookReceiver } from '#libs/testing';
import { Api, type Answer } from './api';
import { ORGANISATIONS, SCHEME_NAME, tokenFor, type DemoIdentities, type DemoSystem } from './identities';

/** Everybody who has a part in the demo, each with their own way in. */
export interface World {
  readonly gp: Api;
  readonly otherGp: Api;
  readonly linkWorker: Api;
  readonly provider: Api;
  /** Of another charity, which has no webhook. */
  readonly otherProvider: Api;
  readonly clinician: Api;
  readonly operator: Api;
  readonly supervisor: Api;
  readonly administrator: Api;
  readonly charity: WebhookReceiver;
  readonly schemeId: string;
  readonly workerId: string;
  readonly serviceId: string;
  /** The other charity's. */
  readonly otherServiceId: string;
}

/** The practices that refer. */
export const SENDERS = [
  { identity: 'gp', organisationId: ORGANISATIONS.practice, name: 'Willow Street Surgery', odsCode: 'A81001' },
  { identity: 'gp-other', organisationId: ORGANISATIONS.otherPractice, name: 'Harbour Road Surgery', odsCode: 'A81002' },
] as const;

export interface Item {
  readonly id: string;
  readonly name: string;
}

/** A service as it is registered. */
export interface Service {
  readonly name: string;
  readonly description: string;
  readonly needs: readonly string[];
}

const FRESH_MS = 240_000;

/** The caller's view with a token that is renewed before it ends. */
export function apiOf(demo: DemoIdentities, name: string): Api {
  let token: Promise<string> | undefined;
  let until = 0;
  return new Api(demo.url, () => {
    if (!token || Date.now() > until) {
      token = tokenFor(demo, name);
      until = Date.now() + FRESH_MS;
    }
    return token;
  });
}

/**
 * Registers the demo's organisations through the doors that an operator, an administrator and a provider use. What is
 * registered already is found again, so that a demo may be started on yesterday's data.
 */
export async function prepareWorld(demo: DemoIdentities, charity: WebhookReceiver, charityFile: string): Promise<World> {
  const operator = apiOf(demo, 'administrator');
  const schemeId = await registerScheme(operator);
  await registerSenders(operator, demo, schemeId);
  const serviceId = await registerCharity(operator, schemeId, charity, charityFile);
  const workerId = await registerWorker(operator, demo, schemeId);
  await nameUrgentContacts(operator, schemeId, workerId);
  return {
    gp: apiOf(demo, 'gp'),
    otherGp: apiOf(demo, 'gp-other'),
    linkWorker: apiOf(demo, 'link-worker'),
    provider: apiOf(demo, 'provider'),
    otherProvider: apiOf(demo, 'provider-other'),
    clinician: apiOf(demo, 'clinician'),
    operator: apiOf(demo, 'operator'),
    supervisor: apiOf(demo, 'supervisor'),
    administrator: operator,
    charity,
    schemeId,
    workerId,
    serviceId,
    otherServiceId: await registerOtherCharity(operator, schemeId),
  };
}

async function registerScheme(operator: Api): Promise<string> {
  return foundOrMade(operator, '/api/referral-intake/schemes', SCHEME_NAME, {});
}

async function registerSenders(operator: Api, demo: DemoIdentities, schemeId: string): Promise<void> {
  for (const { identity, ...sender } of SENDERS) {
    const { clientId } = demo.identities[identity] as DemoSystem;
    await operator.post('/api/referral-intake/senders', { ...sender, clientIds: [clientId], schemeIds: [schemeId] });
  }
}

async function registerCharity(operator: Api, schemeId: string, charity: WebhookReceiver, file: string): Promise<string> {
  const serviceId = await registerService(
    operator,
    schemeId,
    { id: ORGANISATIONS.charity, name: 'Second Wind Community Choir' },
    {
      name: 'Tuesday singing group',
      description: 'An hour of singing in company, tea afterwards. Nobody auditions.',
      needs: ['loneliness', 'mental-wellbeing'],
    },
  );
  await registerEndpoint(operator, charity, file);
  return serviceId;
}

function registerOtherCharity(operator: Api, schemeId: string): Promise<string> {
  return registerService(
    operator,
    schemeId,
    { id: ORGANISATIONS.otherCharity, name: 'Mill Lane Allotments' },
    { name: 'Digging in company', description: 'A shared plot on Fridays.', needs: ['loneliness', 'physical-activity'] },
  );
}

/** The service's id; one that is registered already is found again. Its charity may know who the people of the scheme are. */
export async function registerService(operator: Api, schemeId: string, provider: Item, { name, ...service }: Service): Promise<string> {
  const organisations = await operator.all<Item>('/api/identity/organisations');
  if (!organisations.some(({ id }) => id === provider.id))
    await operator.post('/api/identity/organisations', { ...provider, kind: 'charity' });
  const providers = await operator.all<Item>('/api/provider-gateway/providers');
  if (!providers.some(({ id }) => id === provider.id)) await operator.post('/api/provider-gateway/providers', provider);
  await agree(operator, { schemeId, organisationId: provider.id, purposes: ['receive-people'] });
  return foundOrMade(operator, '/api/provider-gateway/services', name, { providerId: provider.id, ...service });
}

interface Agreement {
  readonly schemeId: string;
  readonly organisationId: string;
  readonly purposes: readonly string[];
}

/** Without an active agreement nothing that identifies a person leaves the organisation that runs the scheme. */
async function agree(operator: Api, wanted: Agreement): Promise<void> {
  const made = await operator.all<Agreement & { readonly active: boolean }>('/api/referral-intake/agreements');
  const stands = made.some(
    ({ active, schemeId, organisationId, purposes }) =>
      active && schemeId === wanted.schemeId && organisationId === wanted.organisationId && purposes.join() === wanted.purposes.join(),
  );
  if (!stands) await operator.post('/api/referral-intake/agreements', { ...wanted, from: '2025-01-01T00:00:00.000Z' });
}

/** A secret is shown once, so the charity keeps it; at its next start it stands at another port and says so. */
async function registerEndpoint(operator: Api, charity: WebhookReceiver, file: string): Promise<void> {
  interface Endpoint {
    readonly id: string;
    readonly secret: string;
  }
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept === undefined) {
    const { body } = await operator.post<Endpoint>('/api/provider-gateway/endpoints', {
      providerId: ORGANISATIONS.charity,
      url: charity.url,
    });
    await writeFile(file, JSON.stringify({ id: body.id, secret: body.secret }), { mode: 0o600 });
    charity.trust(body.secret);
    return;
  }
  const { id, secret } = JSON.parse(kept) as Endpoint;
  charity.trust(secret);
  await operator.patch(`/api/provider-gateway/endpoints/${id}`, { url: charity.url, status: 'active' });
}

async function registerWorker(operator: Api, demo: DemoIdentities, schemeId: string): Promise<string> {
  const { sub: accountSubject } = decodeJwt(await tokenFor(demo, 'link-worker'));
  // Caseload hears of the scheme a moment after it was registered.
  return eventually(() => foundOrMade(operator, '/api/caseload/workers', 'Ana Lee', { accountSubject, schemeIds: [schemeId] }));
}

/** Who is written to of a crisis and of a concern. The demo has no mail server: its pages say so. */
async function nameUrgentContacts(operator: Api, schemeId: string, workerId: string): Promise<void> {
  const urgentContacts = [
    { part: 'clinician', name: 'Dr Tom Reid', email: 'clinician@demo.example' },
    { part: 'supervisor', name: 'Sofia Marsh', email: 'supervisor@demo.example' },
  ];
  await operator.put(`/api/caseload/schemes/${schemeId}/settings`, { safeguardingLeadWorkerId: workerId, urgentContacts });
}

export async function foundOrMade(api: Api, path: string, name: string, details: object): Promise<string> {
  const found = (await api.all<Item>(path)).find((item) => item.name === name);
  if (found) return found.id;
  const made: Answer<Item> = await api.post(path, { name, ...details });
  return made.body.id;
}
