import { randomUUID } from 'node:crypto';
import { contractOf, EVENTS, MessageParked, MessageRecovered, MessageRedriven } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { PERSONAL, wholeStory } from './builders/story.builder';
import { monitorWorld, type MonitorWorld } from './builders/world.builder';

interface Step {
  readonly eventId: string;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly codes: Record<string, string>;
}

interface Told {
  readonly referralId: string;
  readonly correlationId: string;
  readonly events: readonly object[];
  readonly steps: readonly Step[];
}

/** What services tell of messages that stand still is no step. */
const STEPS = EVENTS.filter((event) => contractOf(event).topics.length === 1);

/** Within what inboxes remember. */
const BEGUN = Date.now() - 3_600_000;

describe('The journey of a referral', () => {
  let world: MonitorWorld;
  let operator: string;
  let forwards: Told;
  let backwards: Told;
  const organisationId = randomUUID();

  beforeAll(async () => {
    world = await monitorWorld();
    operator = await world.person(randomUUID(), 'operator');
    forwards = await told();
    backwards = await told((events) => [...events].reverse());
  });
  afterAll(() => world.close());

  /** Publishes the story a second a step, in the order given, and waits until all of it has been heard. */
  const told = async (order: (events: object[]) => object[] = (events) => events): Promise<Told> => {
    const referralId = randomUUID();
    const correlationId = `practice-${randomUUID()}`;
    const events = wholeStory({ referralId, organisationId });
    const timed = events.map((event, second) => ({ event, at: new Date(BEGUN + 1000 * second).toISOString() }));
    for (const event of order(events)) {
      const { at } = timed.find((one) => one.event === event) ?? { at: '' };
      await world.publish(event, { time: at, correlationId: 'reference' in event ? correlationId : randomUUID() });
    }
    const steps = await eventually(async () => {
      const { body } = await world.get(operator, `/journeys/${referralId}`);
      expect(body.steps).toHaveLength(STEPS.filter((event) => contractOf(event).subject === 'referralId').length);
      return body.steps as Step[];
    });
    return { referralId, correlationId, events, steps };
  };

  it('has every event of the catalogue as a step, by its time, with when it was heard', async () => {
    const { referralId, correlationId, events, steps } = forwards;
    expect(new Set(events.map((event) => contractOf(event).type))).toEqual(new Set(STEPS.map((event) => contractOf(event).type)));
    const ofReferral = events.filter((event) => contractOf(event).subject === 'referralId');
    expect(steps.map(({ type }) => type)).toEqual(ofReferral.map((event) => contractOf(event).type));
    for (const { at, recordedAt } of steps) expect(new Date(recordedAt).getTime()).toBeGreaterThan(new Date(at).getTime());
    const { body } = await world.get(operator, `/journeys/${referralId}`);
    expect(body).toMatchObject({
      referralId,
      reference: 'SP-4K7Q-9M2X',
      correlationId,
      firstStepAt: steps[0]?.at,
      lastStepAt: steps.at(-1)?.at,
    });
  });

  it('is the same whatever order its topics are heard in', async () => {
    const { referralId, correlationId, steps } = backwards;
    expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort());
    const { body } = await world.get(operator, `/journeys/${referralId}`);
    expect(body).toMatchObject({ correlationId, firstStepAt: steps[0]?.at, lastStepAt: steps.at(-1)?.at });
  });

  it('is found by the correlation id of any of its steps', async () => {
    const { referralId, correlationId } = forwards;
    const { body } = await world.get(operator, `/journeys?correlationId=${correlationId}`);
    expect((body.items as { referralId: string }[]).map((journey) => journey.referralId)).toEqual([referralId]);
    expect((await world.get(operator, '/journeys?correlationId=unheard-of')).body).toEqual({ items: [], nextCursor: null });
    expect((await world.get(operator, '/journeys')).status).toBe(400);
  });

  it('shows codes, so that an operator sees what happened', async () => {
    const { steps } = forwards;
    const codesOf = (type: string) => steps.find((step) => step.type.endsWith(type))?.codes;
    expect(codesOf('task.declined.v1')).toMatchObject({ reason: 'no-capacity' });
    expect(codesOf('connection.progressed.v1')).toMatchObject({ state: 'referred' });
    expect(codesOf('measurement.recorded.v1')).toEqual({
      instrument: 'ons4',
      stage: 'baseline',
      source: 'self-report',
      measurementId: expect.any(String) as string,
    });
  });

  it('shows where it stands still, since when and with which code, until it goes on', async () => {
    const { referralId: subject, steps } = forwards;
    const [{ eventId, type } = { eventId: '', type: '' }] = steps;
    const line = { consumer: 'caseload', topic: 'referral-intake.referral.v1', subject };
    const at = '2026-03-02T10:00:00.000Z';
    const told = (Event: new () => object, facts: object): Promise<string> =>
      world.publish(Object.assign(new Event(), line, { eventId, type, at }, facts));
    const standstills = async (): Promise<unknown> => (await world.get(operator, `/journeys/${subject}`)).body.standstills;
    const stuck = { consumer: 'caseload', topic: line.topic, eventId, type, errorCode: 'CASE.TOO_LATE', since: at };
    expect(await standstills()).toEqual([]);
    await told(MessageParked, { state: 'dead', errorCode: 'CASE.TOO_LATE', attempts: 0, reason: 'too late' });
    await eventually(async () => expect(await standstills()).toEqual([{ ...stuck, state: 'dead', attempts: 0 }]));
    await told(MessageRedriven, { by: 'an-operator' });
    await eventually(async () => expect(await standstills()).toEqual([{ ...stuck, state: 'waiting', attempts: 0 }]));
    await told(MessageParked, { state: 'dead', errorCode: 'CASE.TOO_LATE', attempts: 1, at: '2026-03-02T11:00:00.000Z' });
    await eventually(async () => expect(await standstills()).toEqual([{ ...stuck, state: 'dead', attempts: 1 }]));
    await world.publish(Object.assign(new MessageRecovered(), line, { at }));
    await eventually(async () => expect(await standstills()).toEqual([]));
  });

  it('leaves nothing personal in any column of any table', async () => {
    const everything = await world.everything();
    expect(everything).toContain('SP-4K7Q-9M2X');
    expect(everything).toContain('no-capacity');
    for (const value of [...PERSONAL, 'loneliness', 'Riverside Surgery', '"satisfied"']) expect(everything).not.toContain(value);
  });

  it('is heard without sealing keys, and no message is parked', async () => {
    expect(await world.query(`SELECT reason FROM parked_subject`)).toEqual([]);
  });

  it('is shown to supervisors of the organisation that runs it, and to no other', async () => {
    const { referralId, correlationId } = forwards;
    const supervisor = await world.person(organisationId, 'supervisor');
    const other = await world.person(randomUUID(), 'supervisor');
    expect((await world.get(supervisor, `/journeys/${referralId}`)).status).toBe(200);
    expect((await world.get(other, `/journeys/${referralId}`)).status).toBe(404);
    expect((await world.get(other, `/journeys?correlationId=${correlationId}`)).body.items).toEqual([]);
    expect((await world.get(await world.person(organisationId, 'link-worker'), `/journeys/${referralId}`)).status).toBe(403);
    expect((await world.get(await world.system(organisationId, 'hub/pipeline-monitor.read'), `/journeys/${referralId}`)).status).toBe(200);
    expect((await world.get('', `/journeys/${referralId}`)).status).toBe(401);
    expect((await world.get(operator, `/journeys/${randomUUID()}`)).status).toBe(404);
  });

  it('is audited when it is read (part of GV-02)', async () => {
    const { referralId } = forwards;
    const audited = await world.query(`SELECT action, entity FROM audit_entry WHERE entity_id = '${referralId}' ORDER BY id DESC LIMIT 1`);
    expect(audited).toEqual([{ action: 'read', entity: 'Journey' }]);
  });
});
