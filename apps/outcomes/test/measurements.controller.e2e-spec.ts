import { randomUUID } from 'node:crypto';
import { CaseMoved } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { caseClosed, caseOpened, ons4, schemePublished } from './builders/events.builder';
import { outcomesWorld, type OutcomesWorld } from './builders/world.builder';

const MEASUREMENTS = '/api/outcomes/measurements';
const EXIT = { stage: 'exit', takenAt: '2026-03-01T10:00:00.000Z' };

describe('Measurements', () => {
  let world: OutcomesWorld;
  let worker: string;
  const [schemeId, organisationId] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    world = await outcomesWorld();
    worker = await world.linkWorker(organisationId, schemeId);
    await world.publish(schemePublished(schemeId, organisationId));
  });
  afterAll(() => world.close());

  const referralOpened = async (): Promise<string> => {
    const referralId = randomUUID();
    await world.publish(caseOpened({ referralId, schemeId, organisationId }));
    await eventually(async () => expect((await world.call(worker, `/api/outcomes/referrals/${referralId}`)).status).toBe(200));
    return referralId;
  };
  const record = (body: object, token = worker) => world.call(token, MEASUREMENTS, body);

  it('keeps four answers and four bands, a skipped question as null, and combines nothing', async () => {
    const referralId = await referralOpened();
    const { status, body } = await record(ons4(referralId, { answers: { satisfied: 4, worthwhile: null, happy: 0, anxious: 8 } }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      referralId,
      stage: 'baseline',
      source: 'self-report',
      answers: { satisfied: 4, worthwhile: null, happy: 0, anxious: 8 },
      bands: { satisfied: 'low', worthwhile: null, happy: 'low', anxious: 'high' },
    });
    expect(Object.keys(body).sort()).toEqual([
      'answers',
      'bands',
      'id',
      'instrument',
      'recordedAt',
      'referralId',
      'source',
      'stage',
      'takenAt',
    ]);
  });

  it('publishes that it was recorded, its answers sealed', async () => {
    const referralId = await referralOpened();
    await record(ons4(referralId, { answers: { satisfied: 9, worthwhile: 9, happy: 9, anxious: 9 } }));
    const [told] = await eventually(async () => {
      const found = await world.told(referralId);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(told?.name).toBe('measurement.recorded.v1');
    expect(told?.data).toMatchObject({ referralId, instrument: 'ons4', stage: 'baseline', takenAt: '2026-01-10T10:00:00.000Z' });
    expect(told?.data.answers).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('shows one person how each answer moved, with its n and the direction of anxious', async () => {
    const referralId = await referralOpened();
    await record(ons4(referralId));
    await record(ons4(referralId, { ...EXIT, answers: { satisfied: 7, worthwhile: 5, happy: null, anxious: 9 } }));
    const { body } = await world.call(worker, `/api/outcomes/referrals/${referralId}`);
    expect(body.measurements).toHaveLength(2);
    expect(body.changes).toEqual([
      {
        item: 'satisfied',
        direction: 'higher is better',
        n: 1,
        baseline: 4,
        exit: 7,
        change: 3,
        baselineBand: 'low',
        exitBand: 'high',
        movement: 'improved',
      },
      {
        item: 'worthwhile',
        direction: 'higher is better',
        n: 1,
        baseline: 5,
        exit: 5,
        change: 0,
        baselineBand: 'medium',
        exitBand: 'medium',
        movement: 'unchanged',
      },
      {
        item: 'happy',
        direction: 'higher is better',
        n: 0,
        baseline: 3,
        exit: null,
        change: null,
        baselineBand: 'low',
        exitBand: null,
        movement: null,
      },
      {
        item: 'anxious',
        direction: 'higher is worse',
        n: 1,
        baseline: 8,
        exit: 9,
        change: 1,
        baselineBand: 'high',
        exitBand: 'high',
        movement: 'worsened',
      },
    ]);
  });

  it('never pairs what a person said with what somebody else wrote down (OC-24)', async () => {
    const referralId = await referralOpened();
    await record(ons4(referralId));
    await record(ons4(referralId, { ...EXIT, source: 'link-worker' }));
    const { body } = await world.call(worker, `/api/outcomes/referrals/${referralId}`);
    expect((body.changes as { n: number }[]).map(({ n }) => n)).toEqual([0, 0, 0, 0]);
  });

  it('refuses a second baseline, whatever two requests do at once', async () => {
    const referralId = await referralOpened();
    const answers = await Promise.all([record(ons4(referralId)), record(ons4(referralId))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('MEASUREMENT.BASELINE_ALREADY_RECORDED');
    expect((await record(ons4(referralId, { stage: 'review' }))).status).toBe(201);
  });

  it('tells every problem at once and stores nothing', async () => {
    const referralId = await referralOpened();
    const { status, body } = await record({
      referralId,
      instrument: 'swemwbs',
      stage: 'middle',
      takenAt: 'yesterday',
      source: 'neighbour',
      answers: { satisfied: 11, worthwhile: 2.5, happy: '7', total: 20 },
    });
    expect(status).toBe(400);
    const pointers = (body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect([...new Set(pointers)].sort()).toEqual([
      '/answers/anxious',
      '/answers/happy',
      '/answers/satisfied',
      '/answers/total',
      '/answers/worthwhile',
      '/instrument',
      '/source',
      '/stage',
      '/takenAt',
    ]);
    expect(await world.query(`SELECT 1 FROM measurement WHERE referral_id = '${referralId}'`)).toEqual([]);
  });

  it.each([
    ['/takenAt', { takenAt: new Date(Date.now() + 3_600_000).toISOString() }],
    ['/answers', { answers: { satisfied: null, worthwhile: null, happy: null, anxious: null } }],
    ['/answers', { answers: [1, 2, 3, 4] }],
    ['/answers', { answers: undefined }],
  ])('refuses %s that cannot be: %j', async (pointer, facts) => {
    const { status, body } = await record(ons4(await referralOpened(), facts));
    expect(status).toBe(400);
    expect((body.errors as { pointer: string }[]).every((problem) => problem.pointer.startsWith(pointer))).toBe(true);
  });

  it('knows a referral once its case is open, and not before', async () => {
    const { status, body } = await record(ons4(randomUUID()));
    expect([status, body.code]).toEqual([404, 'REFERRAL.NOT_FOUND']);
  });

  it('takes an exit measurement after the case has closed, and says when that was', async () => {
    const referralId = await referralOpened();
    await world.publish(caseClosed(referralId));
    await eventually(async () => {
      const { body } = await world.call(worker, `/api/outcomes/referrals/${referralId}`);
      expect(body.closedAt).toBe('2026-03-05T09:00:00.000Z');
    });
    expect((await record(ons4(referralId, EXIT))).status).toBe(201);
  });

  it('hides a referral from other organisations, and the door from other roles', async () => {
    const referralId = await referralOpened();
    const other = await world.person(randomUUID(), 'link-worker');
    const provider = await world.person(organisationId, 'provider');
    expect((await record(ons4(referralId), other)).status).toBe(404);
    expect((await world.call(other, `/api/outcomes/referrals/${referralId}`)).status).toBe(404);
    expect((await record(ons4(referralId), provider)).status).toBe(403);
    expect((await world.call(undefined, `/api/outcomes/referrals/${referralId}`)).status).toBe(401);
  });

  it("hides a referral, and its scheme's changes, from a link worker of another scheme, until its case moves there", async () => {
    const referralId = await referralOpened();
    const otherScheme = randomUUID();
    await world.publish(schemePublished(otherScheme, organisationId));
    const other = await world.linkWorker(organisationId, otherScheme);
    await eventually(async () => expect((await world.call(other, `/api/outcomes/changes?schemeId=${otherScheme}`)).status).toBe(200));
    expect((await world.call(other, `/api/outcomes/referrals/${referralId}`)).status).toBe(404);
    expect((await record(ons4(referralId), other)).status).toBe(404);
    expect((await world.call(other, `/api/outcomes/changes?schemeId=${schemeId}`)).status).toBe(404);

    const times = { movedAt: '2026-03-02T09:00:00.000Z', allocateBy: '2026-03-04T17:00:00.000Z', contactBy: '2026-03-09T17:00:00.000Z' };
    const moved = { referralId, caseId: randomUUID(), fromSchemeId: schemeId, schemeId: otherScheme, ...times };
    await world.publish(Object.assign(new CaseMoved(), moved));
    await eventually(async () => expect((await world.call(other, `/api/outcomes/referrals/${referralId}`)).status).toBe(200));
    expect((await world.call(worker, `/api/outcomes/referrals/${referralId}`)).status).toBe(404);
  });

  it('shows nobody the answers of people of another scheme because they evaluate or commission too', async () => {
    const referralId = await referralOpened();
    const otherScheme = randomUUID();
    await world.publish(schemePublished(otherScheme, organisationId));
    const other = await world.linkWorker(organisationId, otherScheme, 'evaluator', 'commissioner');
    await eventually(async () => expect((await world.call(other, `/api/outcomes/changes?schemeId=${schemeId}`)).status).toBe(200));
    expect((await world.call(other, `/api/outcomes/referrals/${referralId}`)).status).toBe(404);
    expect((await record(ons4(referralId), other)).status).toBe(404);
  });

  it('lets a system with the scope record, and not one without', async () => {
    const referralId = await referralOpened();
    expect((await record(ons4(referralId), await world.system(organisationId, 'hub/outcomes.write'))).status).toBe(201);
    expect((await record(ons4(referralId), await world.system(organisationId, 'hub/outcomes.read'))).status).toBe(403);
  });

  it('audits each measurement and each read of a person (part of GV-02)', async () => {
    const referralId = await referralOpened();
    const { body } = await record(ons4(referralId));
    const audited = await world.query(
      `SELECT action, entity FROM audit_entry WHERE entity_id IN ('${referralId}', '${String(body.id)}') ORDER BY id DESC LIMIT 2`,
    );
    expect(audited).toEqual([
      { action: 'create', entity: 'Measurement' },
      { action: 'read', entity: 'ReferralOutcomes' },
    ]);
  });
});
