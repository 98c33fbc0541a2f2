import { randomUUID } from 'node:crypto';
import type { Task } from '@medplum/fhirtypes';
import {
  CaseAllocated,
  CaseClosed,
  CaseOpened,
  CaseReferredBack,
  ConnectionProgressed,
  ConsentRecorded,
  ContactRecorded,
  MeasurementRecorded,
  PlanAgreed,
} from '#libs/contracts';
import { eventually, publish } from '#libs/testing';
import { Intake, referral, SEALING_KEYS } from './intake';

const AT = '2026-11-22T10:00:00.000Z';
const CONNECTION = {
  ...{ connectionId: randomUUID(), taskId: randomUUID(), serviceId: randomUUID(), providerId: randomUUID() },
  ...{ serviceName: 'Gardening together', providerName: 'Allotment Trust', consentToShare: true, state: 'referred', respondBy: AT, at: AT },
};
const MEASURED = {
  ...{ measurementId: randomUUID(), instrument: 'ons4', stage: 'baseline', source: 'self-report', takenAt: AT },
  answers: { satisfied: 4, worthwhile: 5, happy: 3, anxious: 8 },
};

describe("the person's word on what their referrer hears", () => {
  let intake: Intake;
  let supervisor: string;
  beforeAll(async () => {
    intake = await Intake.start();
    supervisor = await intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['supervisor'] });
  });
  afterAll(() => intake.close());

  it('holds back the next status from the moment it is withdrawn, and the exchange says why; given again, news goes on (GV-01)', async () => {
    const id = await sent();
    await consent(id, 'given', '2026-11-20T10:00:00.000Z');
    await say(new CaseAllocated(), id, { workerId: randomUUID(), allocatedAt: AT, contactBy: AT });
    await shows(id, 'allocated');
    const before = await task(id);
    await consent(id, 'withdrawn');
    // A form of October that is written down now does not undo what was said since.
    await consent(id, 'given', '2026-10-01T10:00:00.000Z');
    await say(new ContactRecorded(), id, { contactId: randomUUID(), mode: 'phone', kept: true, first: true, at: AT });
    const withheld = await eventually(async () => {
      const items = (await exchanges(id)).filter(({ direction }) => direction === 'out');
      expect(items).toHaveLength(1);
      return items[0];
    });
    expect(withheld).toMatchObject({ about: 'contact.recorded.v1', withheld: 'consent withdrawn' });
    expect(await task(id)).toEqual(before);

    await consent(id, 'given', '2026-11-23T10:00:00.000Z');
    await say(new PlanAgreed(), id, { planId: randomUUID(), version: 1, agreedAt: AT });
    await shows(id, 'plan-agreed');
  });

  it('does not hold back a crisis, nor the end of what the sender may use again (GV-01, CL-22)', async () => {
    const bundle = referral((entries) => delete entries.entry?.[1]?.request?.ifNoneExist);
    const id = await sent(bundle);
    expect((await intake.fhir('POST', '', { body: bundle })).status).toBe(409);
    await consent(id, 'refused');
    const facts = { referBackId: randomUUID(), kind: 'crisis', concern: 'risk-to-self', referredAt: AT, acknowledgeBy: AT };
    await say(new CaseReferredBack(), id, facts);
    await shows(id, 'referred-back');
    await say(new CaseClosed(), id, { reason: 'ended', contacts: 1, closedAt: AT });
    await eventually(async () => {
      expect((await exchanges(id)).at(-1)).toMatchObject({ about: 'case.closed.v1', withheld: 'consent withdrawn' });
    });
    expect((await task(id)).status).toBe('in-progress');
    // The case is over, though its sender does not hear so: the same identifiers may begin a new referral.
    const again = await sent(bundle);
    expect(again).not.toBe(id);
    expect(await task(again)).toMatchObject({ status: 'requested' });
  });

  it.each<[string, () => object, object]>([
    ['the first conversation', () => new ContactRecorded(), { contactId: randomUUID(), mode: 'phone', kept: true, first: true, at: AT }],
    ['a plan', () => new PlanAgreed(), { planId: randomUUID(), version: 1, agreedAt: AT }],
    ['a connection', () => new ConnectionProgressed(), CONNECTION],
    ['what the person answered', () => new MeasurementRecorded(), MEASURED],
  ])(
    'does not assume that the referrer may hear of %s before the person was asked; of the referral itself they do (part of GV-01)',
    async (_what, event, facts) => {
      const id = await sent();
      await say(new CaseAllocated(), id, { workerId: randomUUID(), allocatedAt: AT, contactBy: AT });
      await shows(id, 'allocated');
      await say(event(), id, facts);
      await eventually(async () => expect((await exchanges(id)).at(-1)).toMatchObject({ withheld: 'consent not asked' }));
      expect(await task(id)).toMatchObject({ businessStatus: { coding: [{ code: 'allocated' }] } });
      expect((await task(id)).output).toBeUndefined();
      await say(new CaseClosed(), id, { reason: 'completed', contacts: 1, closedAt: AT });
      await shows(id, 'closed-completed');
      expect((await task(id)).output).toBeUndefined();
    },
  );

  it('holds back every kind of news from the moment it is withdrawn, however many come (GV-01)', async () => {
    const id = await sent();
    await consent(id, 'given', '2026-11-20T10:00:00.000Z');
    await consent(id, 'withdrawn');
    const before = await task(id);
    const kinds: (readonly [object, object])[] = [
      [new CaseOpened(), { schemeId: intake.schemeId, organisationId: intake.organisation, openedAt: AT, allocateBy: AT }],
      [new CaseAllocated(), { workerId: randomUUID(), allocatedAt: AT, contactBy: AT }],
      [new ContactRecorded(), { contactId: randomUUID(), mode: 'phone', kept: true, first: true, at: AT }],
      [new PlanAgreed(), { planId: randomUUID(), version: 1, agreedAt: AT }],
      [new ConnectionProgressed(), { ...CONNECTION, connectionId: randomUUID(), taskId: randomUUID() }],
      [new MeasurementRecorded(), { ...MEASURED, measurementId: randomUUID() }],
      [new CaseClosed(), { reason: 'completed', contacts: 1, closedAt: AT }],
    ];
    for (const [event, facts] of kinds) await say(event, id, facts);
    await eventually(async () => {
      const withheld = (await exchanges(id)).filter(({ direction }) => direction === 'out');
      expect(withheld.map((each) => each.withheld)).toEqual(kinds.map(() => 'consent withdrawn'));
    });
    expect(await task(id)).toEqual(before);
    expect((await intake.fhir('GET', `/Task?part-of=Task/${id}`)).body.entry ?? []).toEqual([]);
  });

  it('closes what the referrer read before, at every door and at once, when it is withdrawn (GV-01)', async () => {
    const bundle = referral();
    const id = await sent(bundle);
    await consent(id, 'given', '2026-11-20T10:00:00.000Z');
    const taskId = randomUUID();
    await say(new ConnectionProgressed(), id, { ...CONNECTION, connectionId: randomUUID(), taskId });
    const connected = async () => ((await intake.fhir('GET', `/Task?part-of=Task/${id}`)).body.entry ?? []).length;
    await eventually(async () => expect(await connected()).toBe(1));
    await say(new MeasurementRecorded(), id, { ...MEASURED, measurementId: randomUUID() });
    const open = await eventually(async () => {
      const shown = await task(id);
      expect(shown.output).toHaveLength(4);
      return shown;
    });
    const answer = open.output?.[0]?.valueReference?.reference ?? '';
    const order = (await intake.fhir('GET', `/Task/${taskId}`)).body as unknown as Task;
    const paths = [`/${answer}`, `/Task/${taskId}`, `/${order.focus?.reference ?? ''}`];
    for (const path of paths) expect((await intake.fhir('GET', path)).status).toBe(200);
    expect(await connected()).toBe(1);

    await consent(id, 'withdrawn');
    await eventually(async () => expect((await task(id)).output).toBeUndefined());
    for (const path of paths) expect((await intake.fhir('GET', path)).status).toBe(404);
    expect(await connected()).toBe(0);
    const repeated = await intake.fhir('POST', '', { body: bundle, headers: { prefer: 'return=representation' } });
    expect([repeated.status, JSON.stringify(repeated.body)]).toEqual([200, expect.not.stringContaining('Observation/')]);
    expect(await task(id)).toMatchObject({ status: open.status, businessStatus: open.businessStatus });
    await consent(id, 'given', '2026-11-23T10:00:00.000Z');
    await eventually(async () => expect((await task(id)).output).toHaveLength(4));
    for (const path of paths) expect((await intake.fhir('GET', path)).status).toBe(200);
  });

  it('does not show the sender what it was not to hear: the exchange says that something was withheld, and why', async () => {
    const id = await sent();
    await consent(id, 'withdrawn');
    await say(new PlanAgreed(), id, { planId: randomUUID(), version: 1, agreedAt: AT });
    await eventually(async () => expect((await exchanges(id)).at(-1)).toMatchObject({ about: 'plan.agreed.v1' }));
    const practice = await intake.issuer.token({ kind: 'person', organisation: intake.practice, roles: ['practice'] });
    const { items } = (await intake.get(`exchanges?referralId=${id}`, practice)).body as { items: object[] };
    expect(items.at(-1)).toMatchObject({ about: null, withheld: 'consent withdrawn' });
    expect(JSON.stringify(items)).not.toContain('plan');
  });

  it('shows exchanges to those of the scheme and of the sender alone (GV-01)', async () => {
    const id = await sent();
    const stranger = await intake.issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await intake.get(`exchanges?referralId=${id}`, stranger)).status).toBe(404);
    const evaluator = await intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['evaluator'] });
    expect((await intake.get(`exchanges?referralId=${id}`, evaluator)).status).toBe(403);
    expect(await exchanges(id)).toMatchObject([{ direction: 'in', withheld: null }]);
  });

  async function exchanges(id: string): Promise<Record<string, unknown>[]> {
    return (await intake.get(`exchanges?referralId=${id}`, supervisor)).body.items as Record<string, unknown>[];
  }

  function say(event: object, referralId: string, facts: object): Promise<string> {
    return publish(intake.database.urls['bus'] ?? '', Object.assign(event, { referralId, caseId: referralId }, facts), {
      sealingKeys: SEALING_KEYS,
    });
  }

  function consent(id: string, decision: string, at = AT): Promise<string> {
    return say(new ConsentRecorded(), id, { consentId: randomUUID(), purpose: 'share-with-referrer', decision, at });
  }

  async function sent(bundle = referral()): Promise<string> {
    const { body } = await intake.fhir('POST', '', { body: bundle });
    return body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
  }

  async function task(id: string): Promise<Task> {
    return (await intake.fhir('GET', `/Task/${id}`)).body as unknown as Task;
  }

  function shows(id: string, expected: string): Promise<void> {
    return eventually(async () => {
      expect((await task(id)).businessStatus?.coding?.[0]?.code).toBe(expected);
    });
  }
});
