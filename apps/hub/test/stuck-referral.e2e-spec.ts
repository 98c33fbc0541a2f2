import { randomUUID } from 'node:crypto';
import type { Bundle, Task } from '@medplum/fhirtypes';
import { DatabaseClient } from '#libs/platform';
import { eventually, UNLIMITED } from '#libs/testing';
import { referralBundle } from '../../../infra/demo/referral';
import { startEmbeddedHub, type RunningHub } from './running-hub';

interface Alert {
  readonly subject: string;
  readonly owner: string;
  readonly consumer: string;
  readonly errorCode: string;
  readonly outcome: string | null;
}

/** A message is dead after few tries, so that nobody waits for minutes. */
const IMPATIENT = {
  MESSAGE_ATTEMPTS_IN_PLACE: '1',
  MESSAGE_RETRY_ATTEMPTS: '1',
  MESSAGE_RETRY_FIRST_MS: '50',
  MESSAGE_RETRY_LONGEST_MS: '50',
};

describe('a referral that was acknowledged and then cannot be processed is never silent', () => {
  let hub: RunningHub;
  let caseload: DatabaseClient;
  beforeAll(async () => {
    hub = await startEmbeddedHub(undefined, { ...IMPATIENT, ...UNLIMITED });
    caseload = new DatabaseClient(hub.databases['CASELOAD_DATABASE_URL']);
    await caseload.connect();
  });
  afterAll(async () => {
    await caseload.end();
    await hub.close();
  });

  // The service's own table refuses every new case: what its consumer does fails as it would by a fault of ours.
  const poison = () => caseload.query('ALTER TABLE "case" ADD CONSTRAINT poisoned CHECK (false) NOT VALID');
  const cure = () => caseload.query('ALTER TABLE "case" DROP CONSTRAINT poisoned');

  async function send(number: string): Promise<string> {
    const bundle = referralBundle(number) as Bundle;
    for (const entry of bundle.entry ?? []) delete entry.request?.ifNoneExist;
    const response = await fetch(`${hub.url}/fhir/R4`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${await hub.world.gp.token()}` },
      body: JSON.stringify(bundle),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as Bundle).entry?.[1]?.response?.location?.split('/')[1] ?? '';
  }

  const taskOf = async (id: string): Promise<Task> => (await hub.world.gp.get<Task>(`/fhir/R4/Task/${id}`)).body;
  const shows = (id: string, status: string, code: string): Promise<Task> =>
    eventually(async () => {
      const task = await taskOf(id);
      expect([task.status, task.businessStatus?.coding?.[0]?.code]).toEqual([status, code]);
      return task;
    });
  const alertOf = async (subject: string, state: string): Promise<Alert | undefined> => {
    const { body } = await hub.world.operator.get<{ items: Alert[] }>(`/api/pipeline-monitor/alerts?limit=200&state=${state}`);
    return body.items.find((alert) => alert.subject === subject);
  };
  const act = (name: 'redrive' | 'discard', subject: string) =>
    hub.world.operator.post<{ matched: number }>(`/api/caseload/messages/${name}`, { subject, reason: 'tried in a test', dryRun: false });

  /** Sent, acknowledged, and dead in caseload: the sender and the operators know. */
  async function stuck(number: string): Promise<string> {
    const id = await send(number);
    const { statusReason } = await shows(id, 'on-hold', 'received');
    expect(statusReason).toMatchObject({ coding: [{ code: 'stands-still' }], text: expect.stringMatching(/could not process/) as string });
    await eventually(async () =>
      expect(await alertOf(id, 'open')).toMatchObject({ owner: 'operator', consumer: 'caseload', errorCode: 'POSTGRES.23514' }),
    );
    return id;
  }

  it('is on hold for its sender and an open alert for the operators, until an operator puts it back and it goes on', async () => {
    await poison();
    const id = await stuck(randomUUID());
    await cure();
    expect((await act('redrive', id)).body.matched).toBe(1);
    const task = await shows(id, 'accepted', 'waiting-for-worker');
    expect(task.statusReason).toBeUndefined();
    await eventually(async () => expect((await alertOf(id, 'closed'))?.outcome).toBe('recovered'));
    expect(await alertOf(id, 'open')).toBeUndefined();
    const { rows } = await caseload.query('SELECT 1 FROM "case" WHERE referral_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('says that it was not processed when an operator discards it, and is a case when it is sent again', async () => {
    await poison();
    const number = randomUUID();
    const id = await stuck(number);
    expect((await act('discard', id)).body.matched).toBe(1);
    const { statusReason } = await shows(id, 'failed', 'not-processed');
    expect(statusReason).toMatchObject({ coding: [{ code: 'not-processed' }], text: expect.stringMatching(/send it again/) as string });
    await eventually(async () => expect((await alertOf(id, 'closed'))?.outcome).toBe('discarded'));
    await cure();
    const again = await send(number);
    expect(again).not.toBe(id);
    await shows(again, 'accepted', 'waiting-for-worker');
  });
});
