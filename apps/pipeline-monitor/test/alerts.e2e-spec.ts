import { randomUUID } from 'node:crypto';
import { MessageDiscarded, MessageParked, MessageRecovered, MessageRedriven } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { AlertView } from '../src/alerts/alert.dto';
import { monitorWorld, type MonitorWorld } from './builders/world.builder';

const AT = '2026-03-02T10:00:00.000Z';
const LATER = '2026-03-02T11:00:00.000Z';
const DEAD = { state: 'dead', errorCode: 'CASE.TOO_LATE', attempts: 0 };
const TYPE = 'org.social-prescribing-hub.referral.accepted.v1';

describe('an alert', () => {
  let world: MonitorWorld;
  let operator: string;
  beforeAll(async () => {
    world = await monitorWorld();
    operator = await world.person(randomUUID(), 'operator');
  });
  afterAll(() => world.close());

  const alertsOf = async (subject: string, state?: string): Promise<AlertView[]> => {
    const { body } = await world.get(operator, `/alerts?limit=200${state === undefined ? '' : `&state=${state}`}`);
    return (body.items as AlertView[]).filter((alert) => alert.subject === subject);
  };
  const about = (subject: string, topic = 'referral-intake.referral.v1') => {
    const message = { consumer: 'caseload', topic, subject };
    return (Event: new () => object, facts: object = {}, eventId = randomUUID()) =>
      world.publish(
        Object.assign(new Event(), { ...message, ...(Event === MessageRecovered ? {} : { eventId, type: TYPE }), at: AT, ...facts }),
      );
  };

  it('is open for the operators from when a message of a referral is dead until it has been handled', async () => {
    const subject = randomUUID();
    const told = about(subject);
    await told(MessageParked, DEAD);
    const open = await eventually(async () => {
      const [alert, ...more] = await alertsOf(subject, 'open');
      expect([alert, more]).toEqual([
        expect.objectContaining({
          code: 'referral-stands-still',
          owner: 'operator',
          consumer: 'caseload',
          raisedAt: AT,
          closedAt: null,
          outcome: null,
        }),
        [],
      ]);
      return alert;
    });
    await told(MessageRedriven, { by: 'an-operator' });
    await told(MessageParked, { ...DEAD, errorCode: 'POSTGRES.23514', at: LATER });
    await eventually(async () =>
      expect(await alertsOf(subject)).toEqual([expect.objectContaining({ id: open?.id, raisedAt: AT, errorCode: 'POSTGRES.23514' })]),
    );
    await told(MessageRecovered, { at: LATER });
    await eventually(async () => {
      expect(await alertsOf(subject, 'open')).toEqual([]);
      expect(await alertsOf(subject, 'closed')).toEqual([expect.objectContaining({ id: open?.id, closedAt: LATER, outcome: 'recovered' })]);
    });
  });

  it('is closed as discarded when an operator discards the message, and a new one opens for the next that is dead', async () => {
    const subject = randomUUID();
    const told = about(subject);
    await told(MessageParked, DEAD);
    await told(MessageDiscarded, { by: 'an-operator' });
    await told(MessageParked, { ...DEAD, at: LATER });
    await eventually(async () =>
      expect((await alertsOf(subject)).map(({ raisedAt, outcome }) => [raisedAt, outcome])).toEqual([
        [LATER, null],
        [AT, 'discarded'],
      ]),
    );
  });

  it('is not raised for a message that is tried again by itself', async () => {
    const [waiting, dead] = [randomUUID(), randomUUID()];
    await about(waiting)(MessageParked, { ...DEAD, state: 'waiting' });
    await about(dead, 'referral-intake.scheme.v1')(MessageParked, DEAD);
    await eventually(async () => expect(await alertsOf(dead)).toEqual([expect.objectContaining({ code: 'messages-stand-still' })]));
    expect((await world.query(`SELECT 1 FROM standstill WHERE subject = '${waiting}'`)).length + (await alertsOf(waiting)).length).toBe(1);
  });

  it('is shown to operators alone, page by page', async () => {
    for (const role of ['supervisor', 'administrator', 'link-worker'] as const)
      expect((await world.get(await world.person(randomUUID(), role), '/alerts')).status).toBe(403);
    expect((await world.get('', '/alerts')).status).toBe(401);
    expect((await world.get(operator, '/alerts?state=bogus')).status).toBe(400);
    const first = await world.get(operator, '/alerts?limit=1');
    const second = await world.get(operator, `/alerts?limit=1&cursor=${String(first.body.nextCursor)}`);
    const [one, other] = [first.body.items, second.body.items] as AlertView[][];
    expect([one?.length, other?.length, one?.[0]?.id === other?.[0]?.id]).toEqual([1, 1, false]);
  });
});
