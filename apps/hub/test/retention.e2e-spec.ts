import { randomUUID } from 'node:crypto';
import type { Bundle } from '@medplum/fhirtypes';
import { DatabaseClient } from '#libs/platform';
import { eventually, startPostgres } from '#libs/testing';
import type { Api } from '../../../infra/demo/api';
import { JOURNEY, newJourney } from '../../../infra/demo/journey';
import { referralBundle } from '../../../infra/demo/referral';
import { apiOf } from '../../../infra/demo/world';
import { startHubWithClock } from './running-hub';
import { placesOf } from './stored-words';

interface Run {
  readonly id: string;
  readonly dryRun: boolean;
  readonly complete: boolean;
  readonly requestedBy: string;
  readonly services: { service: string; done: { kind: string; count: number }[]; kept: { kind: string; count: number }[] }[];
}

const EIGHT_YEARS = 2922;

/** Two years and eight years pass by the hub's own clock: nothing here changes a date that a service has written. */
describe('records whose time has passed (GV-03)', () => {
  let hub: Awaited<ReturnType<typeof startHubWithClock>>;
  let operator: Api;
  let officer: Api;
  let held: string;
  const journey = newJourney();
  beforeAll(async () => {
    hub = await startHubWithClock();
    operator = hub.world.operator;
    officer = apiOf(hub.demo, 'privacy-officer');
    for (const step of JOURNEY) await step.run(hub.world, journey);
    // Somebody else of the same practice, whose referral is taken back at once: ended too, and kept by a legal hold.
    held = await withdrawnReferral();
    const { body } = await officer.post<{ items: { personId: string }[] }>('/api/referral-intake/persons/find', {
      nhsNumber: '9000000017',
    });
    await officer.post(`/api/referral-intake/persons/${body.items[0]?.personId ?? ''}/legal-hold`, { reason: 'An inquest was opened.' });
    await hub.world.linkWorker.post('/api/caseload/signposting', { schemeId: hub.world.schemeId, need: 'debt', area: 'ZZ99', minutes: 5 });
  }, 600_000);
  afterAll(() => hub.close());

  const run = async (dryRun: boolean): Promise<Run> => {
    const { body } = await operator.post<Run>('/api/referral-intake/retention/runs', { dryRun });
    return eventually(async () => {
      const { body: list } = await operator.get<{ items: Run[] }>('/api/referral-intake/retention/runs');
      const found = list.items.find(({ id }) => id === body.id);
      if (found?.complete !== true) throw new Error('not every service has answered');
      return found;
    });
  };
  const done = (receipt: Run) =>
    Object.fromEntries(
      receipt.services.flatMap(({ service, done: counts }) => counts.map(({ kind, count }) => [`${service} ${kind}`, count] as const)),
    );
  const rows = async (service: string, sql: string): Promise<number> => {
    const client = new DatabaseClient(hub.databases[`${service}_DATABASE_URL`] ?? '');
    await client.connect();
    try {
      return (await client.query(sql)).rows.length;
    } finally {
      await client.end();
    }
  };

  const asOwner = async (sql: string): Promise<void> => {
    const url = new URL((await startPostgres()).ownerUrl);
    url.pathname = new URL(hub.databases['CASELOAD_DATABASE_URL'] ?? '').pathname;
    const client = new DatabaseClient(url.href);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  it('are none on the day itself: a dry run counts nothing, and a run deletes nothing', async () => {
    expect(done(await run(true))).toEqual({});
    expect(done(await run(false))).toEqual({});
  });

  it('go by their own kind after two years, but for what hangs on a person under a legal hold', async () => {
    hub.passes(731);
    const deliveries = await rows('PROVIDER_GATEWAY', `SELECT 1 FROM delivery`);
    expect(deliveries).toBeGreaterThan(0);
    expect(done(await run(true))).toMatchObject({ 'provider-gateway delivery': deliveries });
    expect(await rows('PROVIDER_GATEWAY', `SELECT 1 FROM delivery`)).toBe(deliveries);

    const receipt = await run(false);
    expect(done(receipt)).toMatchObject({ 'provider-gateway delivery': deliveries });
    expect(Object.keys(done(receipt)).some((kind) => kind.includes('referral-intake referral'))).toBe(false);
    expect(await rows('PROVIDER_GATEWAY', `SELECT 1 FROM delivery`)).toBe(0);
    expect(await rows('CASELOAD', `SELECT 1 FROM "case"`)).toBe(2);
  });

  it('go from every service after eight years, as the dry run had counted, and the receipt says how many', async () => {
    hub.passes(EIGHT_YEARS - 731 + 1);
    const counted = await run(true);
    expect(done(counted)).toMatchObject({
      'referral-intake referral': 1,
      'caseload case': 1,
      'caseload signposting': 1,
      'pipeline-monitor journey': 1,
    });
    expect(await rows('CASELOAD', `SELECT 1 FROM "case"`)).toBe(2);
    expect(await rows('REFERRAL_INTAKE', `SELECT 1 FROM referral`)).toBe(2);

    const receipt = await run(false);
    const kept = (each: Run) => each.services.flatMap(({ kept: counts }) => counts.map(({ kind, count }) => `${kind} ${String(count)}`));
    expect(receipt.services.map(({ service }) => service)).toEqual([
      'caseload',
      'outcomes',
      'pipeline-monitor',
      'provider-gateway',
      'referral-intake',
    ]);
    expect(done(receipt)).toEqual(done(counted));
    expect(kept(receipt)).toEqual(kept(counted));
    expect(await placesOf(['Okafor', '9000000009', 'ruth.okafor@example.org', 'she cannot go on'], hub.databases)).toEqual({
      Okafor: [],
      '9000000009': [],
      'ruth.okafor@example.org': [],
      'she cannot go on': [],
    });
    expect(await rows('CASELOAD', `SELECT 1 FROM "case" WHERE referral_id = '${held}'`)).toBe(1);
    expect(await rows('REFERRAL_INTAKE', `SELECT 1 FROM fhir_resource WHERE referral_id = '${held}'`)).toBeGreaterThan(1);
  });

  it('of a person under a legal hold go with the next run after the hold has ended, and the audit trail with them, by whole months', async () => {
    // Its owner alone may say that a month of it need not be kept for six years: months go by the database's own clock.
    await asOwner(`UPDATE caseload_audit.keeping SET months = -1`);
    hub.passes(40);
    expect(done(await run(false))).toEqual({});
    await eventually(async () => {
      expect(await rows('CASELOAD', `SELECT 1 FROM caseload_audit.unsealed`)).toBe(0);
    });
    const entries = await rows('CASELOAD', `SELECT 1 FROM caseload_audit.entry`);
    expect(entries).toBeGreaterThan(20);
    const { body } = await officer.post<{ items: { personId: string }[] }>('/api/referral-intake/persons/find', {
      nhsNumber: '9000000017',
    });
    await officer.post(`/api/referral-intake/persons/${body.items[0]?.personId ?? ''}/legal-hold/end`, { reason: 'The inquest is over.' });
    expect(done(await run(true))).toMatchObject({ 'caseload case': 1, 'caseload audit_entry': entries });
    expect(await rows('CASELOAD', `SELECT 1 FROM caseload_audit.entry`)).toBe(entries);
    expect(done(await run(false))).toMatchObject({ 'referral-intake referral': 1, 'caseload case': 1, 'caseload audit_entry': entries });
    expect(await rows('CASELOAD', `SELECT 1 FROM "case"`)).toBe(0);
    expect(await rows('CASELOAD', `SELECT 1 FROM caseload_audit.entry`)).toBe(0);
  });

  async function withdrawnReferral(): Promise<string> {
    const text = JSON.stringify(referralBundle(randomUUID()))
      .replaceAll('9000000009', '9000000017')
      .replaceAll('Okafor', 'Quayle')
      .replaceAll('ruth.okafor@example.org', 'ines@example.org');
    const fhir = { 'content-type': 'application/fhir+json' };
    const { body: sent } = await hub.world.gp.post<Bundle>('/fhir/R4', JSON.parse(text) as object, fhir);
    const id = /^ServiceRequest\/([^/]+)/.exec(sent.entry?.[1]?.response?.location ?? '')?.[1] ?? '';
    await eventually(async () => {
      expect(await rows('CASELOAD', `SELECT 1 FROM "case" WHERE referral_id = '${id}'`)).toBe(1);
    });
    const headers = { authorization: `Bearer ${await hub.world.gp.token()}`, ...fhir };
    // News of the case may reach the Task between reading and taking back.
    await eventually(async () => {
      const task = await hub.world.gp.get<object>(`/fhir/R4/Task/${id}`);
      const answer = await fetch(`${hub.url}/fhir/R4/Task/${id}`, {
        method: 'PUT',
        headers,
        body: JSON.stringify({ ...task.body, status: 'cancelled' }),
      });
      expect(answer.status).toBe(200);
    });
    return id;
  }
});
