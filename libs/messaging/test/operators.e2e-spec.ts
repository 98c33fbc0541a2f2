import { randomUUID } from 'node:crypto';
import { DomainError, ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';
import { describeWithKafka, eventually, startOwnKafka, testIssuer, type OwnKafka, type TestIssuer } from '#libs/testing';
import { referralAccepted, referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, type SampleOptions, type SampleWorld } from './builders/sample-service';

class RefusedError extends DomainError {
  readonly code = 'CASE.REFUSED';
  readonly status = 409;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { items: Record<string, unknown>[] };
}

describe('/api/caseload/messages, on the embedded bus', () => {
  operators(() => Promise.resolve({}));
});
describeWithKafka('/api/caseload/messages, over Kafka', () => {
  let kafka: OwnKafka | null;
  operators(async () => {
    kafka = await startOwnKafka();
    return { KAFKA_BROKERS: kafka?.brokers };
  });
  afterAll(() => kafka?.stop());
});

function operators(environment: () => Promise<NodeJS.ProcessEnv>): void {
  let world: SampleWorld;
  let issuer: TestIssuer;
  let url: string;
  let token: string;
  let refusing = true;
  const intake: SampleOptions = { name: 'referral-intake' };
  const caseload: SampleOptions = { name: 'caseload', handles: [ReferralAccepted, ReferralWithdrawn], opensSealed: true };

  beforeAll(async () => {
    issuer = await testIssuer();
    world = await sampleWorld(['referral-intake', 'caseload'], { ...(await environment()), PUBLIC_URL: issuer.url });
    ({ url } = await world.start([intake, caseload]));
    token = await issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['operator'] });
    caseload.behaviour = () => {
      if (refusing) throw new RefusedError('refused');
    };
  });
  afterAll(async () => {
    await world.close();
    await issuer.close();
  });
  beforeEach(() => {
    refusing = true;
  });

  const ask = async (path: string, body?: object, bearer = token): Promise<Answer> => {
    const response = await fetch(`${url}/api/caseload/messages${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${bearer}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const deadReferral = async (): Promise<string> => {
    const referralId = randomUUID();
    await doorsOf(intake).publish(referralAccepted(referralId), referralWithdrawn(referralId));
    await eventually(async () => expect((await ask(`/dead?subject=${referralId}`)).body.items[0]).toMatchObject({ messages: 2 }));
    return referralId;
  };
  const effectsOf = async (referralId: string): Promise<number[]> =>
    (await doorsOf(caseload).effects()).filter(({ subject }) => subject === referralId).map(({ sequence }) => sequence);

  it('is for operators only', async () => {
    const other = await issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['link-worker'] });
    expect((await ask('', undefined, other)).status).toBe(403);
    expect((await ask('/redrive', { reason: 'why not' }, other)).status).toBe(403);
  });

  it('tells what is dead and why, without the data', async () => {
    const referralId = await deadReferral();
    const { body } = await ask(`/dead?subject=${referralId}`);
    expect(body.items).toEqual([
      expect.objectContaining({
        subject: referralId,
        state: 'dead',
        errorCode: 'CASE.REFUSED',
        reason: 'refused',
        topic: 'referral-intake.referral.v1',
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain('Okafor');
    await eventually(async () => expect((await ask('')).body).toMatchObject({ outbox: 0, dead: expect.any(Number) as number }));
    expect((await ask('/lag')).body.items.length).toBeGreaterThan(0);
    expect((await ask('/outbox')).body.items).toEqual([]);
  });

  it('puts back only when the dry run is over, and the rest of the referral follows in order; a second time too', async () => {
    const referralId = await deadReferral();
    const act = { subject: referralId, reason: 'the scheme is open again' };
    expect((await ask('/redrive', act)).body).toEqual({ dryRun: true, matched: 1, messages: 2 });
    expect(await effectsOf(referralId)).toEqual([]);
    expect((await ask('/redrive', { ...act, dryRun: false })).body).toEqual({ dryRun: false, matched: 1, messages: 2 });
    await eventually(async () => {
      const [again] = (await ask(`/dead?subject=${referralId}`)).body.items;
      expect(again).toMatchObject({ state: 'dead', messages: 2 });
    });
    refusing = false;
    await ask('/redrive', { ...act, dryRun: false });
    await eventually(async () => expect(await effectsOf(referralId)).toEqual([1, 2]));
    await eventually(async () => expect((await ask(`/parked?subject=${referralId}`)).body.items).toEqual([]));
  });

  it('takes the first message out for good, with a reason and an audit entry, and what is behind it goes on', async () => {
    const referralId = await deadReferral();
    const [dead] = (await ask(`/dead?subject=${referralId}`)).body.items;
    const act = { ids: [dead?.id], reason: 'sent by mistake', dryRun: false };
    refusing = false;
    expect((await ask('/discard', act)).body).toEqual({ dryRun: false, matched: 1, messages: 2 });
    await eventually(async () => expect(await effectsOf(referralId)).toEqual([2]));
    const acts = (await ask('/acts?limit=500')).body.items;
    expect(acts).toContainEqual(expect.objectContaining({ act: 'discard', eventId: dead?.eventId, reason: 'sent by mistake' }));
    const audited = await doorsOf(caseload).transaction.read(`SELECT 1 FROM audit_entry WHERE action = 'discard' AND entity_id = $1`, [
      dead?.eventId,
    ]);
    expect(audited).toHaveLength(1);
  });

  it('says in the dry run how many fit: by id, consumer, error code, topic, subject and time, all of those that are given', async () => {
    const before = new Date().toISOString();
    const subject = await deadReferral();
    const [dead] = (await ask(`/dead?subject=${subject}`)).body.items;
    const after = new Date(Date.now() + 1000).toISOString();
    const fits = async (conditions: object): Promise<unknown> => (await ask('/redrive', { reason: 'looking', ...conditions })).body.matched;
    expect(await fits({ ids: [dead?.id] })).toBe(1);
    expect(await fits({ subject, consumer: 'caseload', errorCode: 'CASE.REFUSED', topic: 'referral-intake.referral.v1' })).toBe(1);
    expect(await fits({ from: before, to: after })).toBe(1);
    expect(await fits({ to: before, subject })).toBe(0);
    expect(await fits({ from: after })).toBe(0);
    expect(await fits({ subject, consumer: 'outcomes' })).toBe(0);
    expect(await fits({ subject, errorCode: 'ANOTHER' })).toBe(0);
    expect(await fits({ subject, topic: 'caseload.case.v1' })).toBe(0);
    expect(await fits({ ids: [dead?.id], subject: randomUUID() })).toBe(0);
    expect((await ask('/discard', { consumer: 'caseload', from: before, reason: 'tidying', dryRun: false })).body).toMatchObject({
      matched: 1,
    });
  });

  it('refuses to act on everything, without a reason, or in a malformed way', async () => {
    expect((await ask('/redrive', { reason: 'all of it' })).body).toMatchObject({ status: 400, errors: [{ code: 'condition-missing' }] });
    expect((await ask('/discard', { errorCode: 'CASE.REFUSED' })).body).toMatchObject({ status: 400, code: 'REQUEST.INVALID' });
    expect((await ask('/parked?cursor=x')).status).toBe(400);
  });
}
