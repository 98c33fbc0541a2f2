import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import { caseOpened, evaluationConsent, ons4, schemePublished } from './builders/events.builder';
import { outcomesWorld, type OutcomesWorld } from './builders/world.builder';

interface Item {
  readonly item: string;
  readonly nReferred: number | '*';
  readonly nPaired: number | '*';
}

describe("A scheme's changes", () => {
  let world: OutcomesWorld;
  let evaluator: string;
  let worker: string;
  const organisationId = randomUUID();

  beforeAll(async () => {
    world = await outcomesWorld();
    evaluator = await world.person(organisationId, 'evaluator');
    worker = await world.person(organisationId, 'supervisor');
  });
  afterAll(() => world.close());

  const changesOf = (schemeId: string, token = evaluator) => world.call(token, `/api/outcomes/changes?schemeId=${schemeId}`);

  const referral = async (schemeId: string, measurements: readonly object[]): Promise<void> => {
    const referralId = randomUUID();
    await world.publish(caseOpened({ referralId, schemeId, organisationId }));
    await world.publish(evaluationConsent(referralId, 'given'));
    for (const facts of measurements) {
      await eventually(async () =>
        expect((await world.call(worker, '/api/outcomes/measurements', ons4(referralId, facts))).status).toBe(201),
      );
    }
  };

  /** A scheme with so many referrals, each with its measurements. */
  const schemeWith = async (people: readonly (readonly object[])[]): Promise<string> => {
    const schemeId = randomUUID();
    await world.publish(schemePublished(schemeId, organisationId));
    await Promise.all(people.map((measurements) => referral(schemeId, measurements)));
    await given(schemeId, people.length);
    return schemeId;
  };

  /** Waits until so many of the scheme have said yes to evaluation. */
  const given = (schemeId: string, people: number) =>
    eventually(async () => {
      const [row] = await world.query(`SELECT count(*)::int AS count FROM episode WHERE scheme_id = '${schemeId}' AND evaluation_given`);
      expect(row?.count).toBe(people);
    });

  const pair = (before: object, after: object, source = 'self-report') => [
    { source, answers: before },
    { source, stage: 'exit', takenAt: '2026-02-01T10:00:00Z', answers: { satisfied: 0, worthwhile: 0, happy: 0, anxious: 0 } },
    { source, stage: 'exit', takenAt: '2026-03-01T10:00:00Z', answers: after },
  ];
  const low = { satisfied: 2, worthwhile: 3, happy: 4, anxious: 8 };
  const high = { satisfied: 6, worthwhile: 3, happy: null, anxious: 5 };

  const itemsOf = async (schemeId: string) => (await changesOf(schemeId)).body.items as Item[];
  const nextMonth = () => world.later(31);
  const times = <T>(count: number, of: () => T): T[] => Array.from({ length: count }, of);

  it('stand beside how many were referred and how many answered at both ends, and claim no cause (part of OC-20)', async () => {
    const people = [...times(8, () => pair(low, high)), [], [{ answers: low }]];
    const schemeId = await schemeWith(people);
    nextMonth();
    const { status, body } = await changesOf(schemeId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      instrument: 'ons4',
      source: 'self-report',
      causalClaim: false,
      caveats: ['no comparison group', 'regression to the mean'],
    });
    const paired = { nReferred: 10, nPaired: 10 };
    expect(body.items).toEqual([
      {
        item: 'satisfied',
        direction: 'higher is better',
        ...paired,
        meanBaseline: 2,
        meanExit: 6,
        meanChange: 4,
        improved: 10,
        unchanged: 0,
        worsened: 0,
      },
      {
        item: 'worthwhile',
        direction: 'higher is better',
        ...paired,
        meanBaseline: 3,
        meanExit: 3,
        meanChange: 0,
        improved: 0,
        unchanged: 10,
        worsened: 0,
      },
      {
        item: 'happy',
        direction: 'higher is better',
        nReferred: 10,
        nPaired: 0,
        meanBaseline: null,
        meanExit: null,
        meanChange: null,
        improved: 0,
        unchanged: 0,
        worsened: 0,
      },
      {
        item: 'anxious',
        direction: 'higher is worse',
        ...paired,
        meanBaseline: 8,
        meanExit: 5,
        meanChange: -3,
        improved: 10,
        unchanged: 0,
        worsened: 0,
      },
    ]);
  });

  it('are told in words that name no cause, always with both caveats (OC-12)', async () => {
    const schemeId = await schemeWith([...times(8, () => pair(low, high)), []]);
    const before = (await changesOf(schemeId)).body as unknown as { summary: string[]; caveats: string[] };
    expect(before.summary[0]).toBe('Satisfied with life: nobody answered at both ends.');
    nextMonth();
    const { summary, caveats, causalClaim } = (await changesOf(schemeId)).body as unknown as typeof before & { causalClaim: boolean };
    expect(causalClaim).toBe(false);
    for (const told of [before.caveats, caveats]) expect(told).toEqual(['no comparison group', 'regression to the mean']);
    expect(summary).toEqual([
      'Satisfied with life: about 10 of 10 people answered at both ends; 10 better at the end, 0 the same, 0 worse; the mean was 2 at the beginning and 6 at the end.',
      'What I do is worthwhile: about 10 of 10 people answered at both ends; 0 better at the end, 10 the same, 0 worse; the mean was 3 at the beginning and 3 at the end.',
      'Happy yesterday: nobody answered at both ends.',
      'Anxious yesterday: about 10 of 10 people answered at both ends; 10 better at the end, 0 the same, 0 worse; the mean was 8 at the beginning and 5 at the end.',
    ]);
  });

  it('are hidden where fewer than eight people stand behind a number (OC-18)', async () => {
    const schemeId = await schemeWith([...times(7, () => pair(low, high)), [], [], []]);
    nextMonth();
    for (const item of await itemsOf(schemeId))
      expect(item).toMatchObject({
        nReferred: '*',
        nPaired: '*',
        meanBaseline: '*',
        meanExit: '*',
        meanChange: '*',
        improved: '*',
        unchanged: '*',
        worsened: '*',
      });
  });

  it('do not give away the answers of the next person to end, nor of one who answers anew (part of OC-18)', async () => {
    const schemeId = await schemeWith(times(12, () => pair(low, high)));
    nextMonth();
    const first = await changesOf(schemeId);
    expect((first.body.items as Item[])[0]).toMatchObject({ nPaired: 10 });
    await referral(schemeId, pair({ ...low, anxious: 9 }, { ...high, anxious: 10 }));
    await given(schemeId, 13);
    const [known] = await world.query(`SELECT referral_id FROM episode WHERE scheme_id = '${schemeId}' LIMIT 1`);
    const anew = ons4(String(known?.referral_id), { stage: 'exit', takenAt: '2026-05-01T10:00:00Z', answers: { ...high, anxious: 0 } });
    expect((await world.call(worker, '/api/outcomes/measurements', anew)).status).toBe(201);
    expect((await changesOf(schemeId)).body).toEqual(first.body);
    nextMonth();
    expect((await changesOf(schemeId)).body).toEqual(first.body);
    await Promise.all(times(7, () => referral(schemeId, pair(low, high))));
    await given(schemeId, 20);
    expect((await changesOf(schemeId)).body).toEqual(first.body);
    nextMonth();
    const second = await changesOf(schemeId);
    expect(second.body.asOf).not.toBe(first.body.asOf);
    expect((second.body.items as Item[])[0]).toMatchObject({ nReferred: 20, nPaired: 20 });
  });

  it('count whoever has said yes to evaluation, as they said it last, when the scheme is counted next (part of GV-01)', async () => {
    const schemeId = await schemeWith(times(9, () => pair(low, high)));
    const referrals = await world.query(`SELECT referral_id FROM episode WHERE scheme_id = '${schemeId}'`);
    const say = async (decision: 'given' | 'withdrawn', at: string, givenBy: number) => {
      for (const { referral_id: id } of referrals.slice(0, 2)) await world.publish(evaluationConsent(String(id), decision, at));
      await given(schemeId, givenBy);
    };
    const nobodyAsked = randomUUID();
    await world.publish(caseOpened({ referralId: nobodyAsked, schemeId, organisationId }));
    await say('withdrawn', '2026-02-01T10:00:00.000Z', 7);
    nextMonth();
    expect((await itemsOf(schemeId))[0]).toMatchObject({ nReferred: '*', nPaired: '*' });
    // A form of January that is written down in February does not undo what was said since.
    const words = () => world.query(`SELECT 1 FROM consent_word WHERE referral_id = '${String(referrals[0]?.referral_id)}'`);
    await say('given', '2026-01-20T10:00:00.000Z', 7);
    await eventually(async () => expect(await words()).toHaveLength(3));
    await given(schemeId, 7);
    nextMonth();
    expect((await itemsOf(schemeId))[0]).toMatchObject({ nReferred: '*', nPaired: '*' });
    await say('given', '2026-02-02T10:00:00.000Z', 9);
    nextMonth();
    expect((await itemsOf(schemeId))[0]).toMatchObject({ nReferred: 10, nPaired: 10 });
  });

  it('compare what the person said at both ends: a pair of mixed sources is none, and what somebody else wrote down is no part (part of OC-24)', async () => {
    const mixed = (begin: string, end: string) => [
      { source: begin, answers: low },
      { source: end, stage: 'exit', takenAt: '2026-03-01T10:00:00Z', answers: high },
    ];
    const schemeId = await schemeWith([
      ...times(3, () => mixed('self-report', 'link-worker')),
      ...times(3, () => mixed('link-worker', 'self-report')),
      ...times(3, () => mixed('link-worker', 'link-worker')),
    ]);
    const later = await schemeWith(
      times(8, () => [...pair(low, high), { source: 'link-worker', stage: 'exit', takenAt: '2026-04-01T10:00:00Z', answers: low }]),
    );
    nextMonth();
    expect((await itemsOf(schemeId)).map(({ nReferred, nPaired }) => [nReferred, nPaired])).toEqual(Array(4).fill([10, 0]));
    expect((await itemsOf(later))[0]).toMatchObject({ nPaired: 10, meanExit: 6 });
  });

  it('are counted by scheme: those of another of the same organisation are not in them', async () => {
    const [one, other] = [await schemeWith(times(8, () => pair(low, high))), await schemeWith(times(8, () => pair(high, low)))];
    nextMonth();
    expect((await itemsOf(one))[0]).toMatchObject({ nPaired: 10, meanExit: 6 });
    expect((await itemsOf(other))[0]).toMatchObject({ nPaired: 10, meanExit: 2 });
  });

  it('of another organisation, or of no scheme, are not found', async () => {
    const schemeId = await schemeWith([]);
    expect((await changesOf(schemeId, await world.person(randomUUID(), 'evaluator'))).status).toBe(404);
    expect((await changesOf(randomUUID())).status).toBe(404);
    expect((await changesOf('x')).status).toBe(400);
    expect((await changesOf(schemeId, await world.person(organisationId, 'provider'))).status).toBe(403);
  });
});
