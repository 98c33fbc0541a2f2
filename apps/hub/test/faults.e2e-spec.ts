import assert from 'node:assert/strict';
import type { Bundle } from '@medplum/fhirtypes';
import { DatabaseClient } from '#libs/platform';
import { eventually, startOwnPostgres, type OwnPostgres } from '#libs/testing';
import { JOURNEY, newJourney, type Journey } from '../../../infra/demo/journey';
import { referralBundle } from '../../../infra/demo/referral';
import { startEmbeddedHub, type RunningHub } from './running-hub';

const FHIR = { 'content-type': 'application/fhir+json' };
const GONE_FOR_MS = 10_000;

describe('what was acknowledged survives', () => {
  let postgres: OwnPostgres;
  let hub: RunningHub;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    hub = await startEmbeddedHub((names) => postgres.freshDatabase(names));
  });
  afterAll(async () => {
    await hub.close();
    await postgres.stop();
  });

  /** A referral that a link worker has taken on and spoken about: next comes the connection. */
  async function supported(): Promise<Journey> {
    const journey = newJourney();
    for (const step of JOURNEY.slice(0, 4)) await step.run(hub.world, journey);
    return journey;
  }

  async function connect(journey: Journey): Promise<string> {
    const { serviceId, linkWorker } = hub.world;
    const wanted = { serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: false };
    const { body } = await eventually(() => linkWorker.post<{ id: string }>(`/api/caseload/cases/${journey.caseId}/connections`, wanted));
    return body.id;
  }

  const webhooksOf = (connectionId: string) => hub.world.charity.accepted.filter(({ json }) => json.data['connectionId'] === connectionId);

  async function opensACase(referralId: string): Promise<void> {
    await eventually(async () => {
      const { body } = await hub.world.linkWorker.get<{ items: { referralId: string }[] }>(
        '/api/caseload/cases?status=unallocated&limit=100',
      );
      assert.ok(body.items.some((item) => item.referralId === referralId));
    });
  }

  async function send(): Promise<string> {
    const { body } = await hub.world.gp.post<Bundle>('/fhir/R4', referralBundle(newJourney().correlationId), FHIR);
    return body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
  }

  it('delivers the webhook once in effect when every process is killed between the 2xx and the webhook', async () => {
    const journey = await supported();
    hub.world.charity.hang();
    const connectionId = await connect(journey);
    await hub.kill();
    hub.world.charity.release();
    await hub.restart();
    await eventually(() => expect(webhooksOf(connectionId)).toHaveLength(1));
    expect(
      new Set(hub.world.charity.received.filter(({ json }) => json.data['connectionId'] === connectionId).map(({ id }) => id)).size,
    ).toBe(1);
  });

  it('opens the case of a referral that was acknowledged just before the kill', async () => {
    const referralId = await send();
    await hub.kill();
    await hub.restart();
    await opensACase(referralId);
  });

  it('answers 503 with Retry-After while PostgreSQL is gone for ten seconds, then all goes on', async () => {
    const before = await send();
    await postgres.kill();
    const back = Date.now() + GONE_FOR_MS;
    const answer = await fetch(`${hub.url}/fhir/R4`, {
      method: 'POST',
      headers: { ...FHIR, authorization: `Bearer ${await hub.world.gp.token()}` },
      body: JSON.stringify(referralBundle(newJourney().correlationId)),
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect(await answer.json()).toMatchObject({
      issue: [{ code: 'transient', details: { coding: [{ code: 'REC_SERVICE_UNAVAILABLE' }] } }],
    });
    await eventually(() => expect(Date.now()).toBeGreaterThan(back), { timeoutMs: GONE_FOR_MS * 2 });
    await postgres.start();
    await opensACase(before);
    await opensACase(await eventually(send));
  });

  it('answers 503 as transient, and readiness says so, while PostgreSQL is read-only, then all goes on', async () => {
    const owner = new DatabaseClient(postgres.ownerUrl);
    await owner.connect();
    const setReadOnly = async (on: boolean): Promise<void> => {
      await owner.query(`ALTER SYSTEM SET default_transaction_read_only = ${on ? 'on' : 'off'}`);
      await owner.query('SELECT pg_reload_conf()');
    };
    const before = await send();
    await setReadOnly(true);
    const refused = await eventually(async () => {
      const answer = await fetch(`${hub.url}/fhir/R4`, {
        method: 'POST',
        headers: { ...FHIR, authorization: `Bearer ${await hub.world.gp.token()}` },
        body: JSON.stringify(referralBundle(newJourney().correlationId)),
      });
      expect(answer.status).not.toBe(200);
      return answer;
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect(await refused.json()).toMatchObject({ issue: [{ code: 'transient' }] });
    await eventually(async () => {
      const { checks } = (await (await fetch(`${hub.url}/health/ready`)).json()) as { checks: { name: string; detail: string }[] };
      const databases = checks.filter(({ name }) => name.endsWith(' database'));
      expect(databases).toHaveLength(6);
      for (const { detail } of databases) expect(detail).toBe('read-only: accepts no writes');
    });
    await owner.query('SET default_transaction_read_only = off');
    await setReadOnly(false);
    await owner.end();
    await opensACase(before);
    await opensACase(await eventually(send));
  });

  it('retries a charity that is down, shows what waits, and lets everybody else go on', async () => {
    const [waiting, journey] = [await supported(), newJourney()];
    await hub.world.charity.goDown();
    const connectionId = await connect(waiting);
    await eventually(async () => {
      const { body } = await hub.world.operator.get<{ items: { attempts: number; reason: string }[] }>(
        '/api/provider-gateway/deliveries?status=waiting',
      );
      expect(body.items).toEqual([expect.objectContaining({ reason: expect.stringMatching(/./) as string })]);
      expect(body.items[0]?.attempts).toBeGreaterThan(0);
    });
    for (const step of JOURNEY.slice(0, 4)) await step.run(hub.world, journey);
    await hub.world.charity.comeBack();
    await eventually(() => expect(webhooksOf(connectionId)).toHaveLength(1));
  });
});
