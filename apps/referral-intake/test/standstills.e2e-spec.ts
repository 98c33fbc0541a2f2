import { randomUUID } from 'node:crypto';
import type { Task } from '@medplum/fhirtypes';
import {
  CaseOpened,
  ConsentRecorded,
  contractOf,
  MessageDiscarded,
  MessageParked,
  MessageRecovered,
  MessageRedriven,
  ReferralAccepted,
} from '#libs/contracts';
import { eventually, publish } from '#libs/testing';
import { Intake, referral } from './intake';

const AT = '2026-11-22T10:00:00.000Z';
const OPERATOR = { by: 'an-operator' };
const DEAD = { state: 'dead', errorCode: 'POSTGRES.23514', attempts: 3 };

/** A message about the referral that a service cannot handle, and the news of it. */
function line(subject: string, consumer = 'caseload', topic = 'referral-intake.referral.v1') {
  const eventId = randomUUID();
  const { type } = contractOf(ReferralAccepted);
  const of = (Event: new () => object, facts: object = {}) =>
    Object.assign(new Event(), { consumer, topic, subject, at: new Date().toISOString() }, facts);
  return {
    dead: () => of(MessageParked, { eventId, type, ...DEAD }),
    waits: () => of(MessageParked, { eventId, type, ...DEAD, state: 'waiting' }),
    nextDead: () => of(MessageParked, { eventId: randomUUID(), type: 'org.social-prescribing-hub.referral.withdrawn.v1', ...DEAD }),
    redriven: () => of(MessageRedriven, { eventId, type, ...OPERATOR }),
    discarded: (as = type) => of(MessageDiscarded, { eventId, type: as, ...OPERATOR }),
    recovered: () => of(MessageRecovered),
  };
}

describe('a referral of which a service cannot handle a message', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  it('is on hold for its sender, with the reason in plain words, from when the message is dead until it has been handled', async () => {
    const id = await sent();
    const { dead, redriven, recovered } = line(id);
    await say(dead());
    const held = await version(id, 2);
    expect(held).toMatchObject({
      status: 'on-hold',
      businessStatus: { coding: [{ code: 'received' }] },
      statusReason: { coding: [{ code: 'stands-still' }], text: expect.stringContaining('could not process') as string },
    });
    await say(redriven());
    await say(recovered());
    const task = await version(id, 3);
    expect([task.status, task.statusReason]).toEqual(['requested', undefined]);
  });

  it('shows the point that it has come to afterwards, whichever is heard first', async () => {
    const [one, other] = [await sent(), await sent()];
    const [first, second] = [line(one), line(other)];
    await say(first.dead());
    await version(one, 2);
    await say(first.recovered());
    await version(one, 3);
    await say(opened(one));
    await say(second.dead());
    await version(other, 2);
    await say(opened(other));
    expect(await version(other, 3)).toMatchObject({ status: 'on-hold', businessStatus: { coding: [{ code: 'waiting-for-worker' }] } });
    await say(second.recovered());
    for (const id of [one, other]) {
      const task = await version(id, 4);
      expect([task.status, code(task), task.statusReason]).toEqual(['accepted', 'waiting-for-worker', undefined]);
    }
  });

  it('stays on hold until every service can go on, each by itself', async () => {
    const id = await sent();
    const [caseload, outcomes] = [line(id), line(id, 'outcomes', 'caseload.case.v1')];
    await say(caseload.dead());
    await version(id, 2);
    await say(outcomes.dead());
    await say(caseload.recovered());
    await say(opened(id));
    expect((await version(id, 3)).status).toBe('on-hold');
    await say(outcomes.recovered());
    expect((await version(id, 4)).status).toBe('accepted');
  });

  it('stays on hold when the next message behind a dead one is dead too', async () => {
    const id = await sent();
    const { dead, nextDead, recovered } = line(id);
    await say(dead());
    await version(id, 2);
    await say(nextDead());
    await say(opened(id));
    expect((await version(id, 3)).status).toBe('on-hold');
    await say(recovered());
    expect((await version(id, 4)).status).toBe('accepted');
  });

  it('is not on hold while a message is only tried again', async () => {
    const id = await sent();
    await say(line(id).waits());
    await say(opened(id));
    expect((await version(id, 2)).status).toBe('accepted');
  });

  it('says so on its Task when an operator sets a message aside', async () => {
    const id = await sent();
    await say(opened(id));
    await version(id, 2);
    const { dead, discarded, recovered } = line(id, 'outcomes', 'caseload.case.v1');
    await say(dead());
    await version(id, 3);
    await say(discarded('org.social-prescribing-hub.case.opened.v1'));
    await say(recovered());
    const task = await version(id, 4);
    expect(task).toMatchObject({ status: 'accepted', statusReason: { coding: [{ code: 'set-aside' }] } });
  });

  it('ends as not processed when the referral itself is discarded, so that its sender sends it again under the same identifier', async () => {
    const body = referral((bundle) => delete bundle.entry?.[1]?.request?.ifNoneExist);
    const id = await sent(body);
    expect((await intake.fhir('POST', '', { body })).status).toBe(409);
    const { dead, discarded, recovered } = line(id);
    await say(dead());
    await version(id, 2);
    await say(discarded());
    await say(recovered());
    expect(await version(id, 3)).toMatchObject({
      status: 'failed',
      businessStatus: { coding: [{ code: 'not-processed' }] },
      statusReason: { coding: [{ code: 'not-processed' }], text: expect.stringContaining('send it again') as string },
    });
    expect((await intake.fhir('POST', '', { body })).status).toBe(200);
  });

  it('can be withdrawn while it is on hold, and then has ended whatever becomes of the message', async () => {
    const id = await sent();
    const { dead, recovered } = line(id);
    await say(dead());
    const held = await version(id, 2);
    expect((await intake.fhir('PUT', `/Task/${id}`, { body: { ...held, status: 'cancelled' } })).status).toBe(200);
    await say(recovered());
    await say(line(id).dead());
    const later = await sent();
    await say(line(later).dead());
    await version(later, 2);
    expect([(await task(id)).status, (await task(id)).meta?.versionId]).toEqual(['cancelled', '3']);
  });

  it('is told also to a sender who may not hear how it goes, since it says nothing of that (GV-01)', async () => {
    const id = await sent();
    const consent = { referralId: id, caseId: id, consentId: randomUUID(), purpose: 'share-with-referrer', decision: 'withdrawn', at: AT };
    await say(Object.assign(new ConsentRecorded(), consent));
    await say(line(id).dead());
    expect((await version(id, 2)).status).toBe('on-hold');
  });

  it('is left alone by news of schemes and of referrals that are not here', async () => {
    await say(line(randomUUID()).dead());
    await say(line('scheme-1', 'caseload', 'referral-intake.scheme.v1').dead());
    const id = await sent();
    await say(line(id).dead());
    await version(id, 2);
  });

  const say = (event: object): Promise<string> => publish(intake.database.urls['bus'] ?? '', event);

  const opened = (referralId: string): object =>
    Object.assign(new CaseOpened(), {
      ...{ referralId, caseId: randomUUID(), schemeId: intake.schemeId, organisationId: intake.organisation },
      ...{ openedAt: AT, allocateBy: AT },
    });

  async function sent(body = referral()): Promise<string> {
    const answer = await intake.fhir('POST', '', { body });
    return answer.body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
  }

  async function task(id: string): Promise<Task> {
    return (await intake.fhir('GET', `/Task/${id}`)).body as unknown as Task;
  }

  const code = ({ businessStatus }: Task): string | undefined => businessStatus?.coding?.[0]?.code;

  function version(id: string, expected: number): Promise<Task> {
    return eventually(async () => {
      const found = await task(id);
      expect(found.meta?.versionId).toBe(String(expected));
      return found;
    });
  }
});
