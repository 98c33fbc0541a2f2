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
    await eventually(async () => {
      const [row] = await world.query(`SELECT count(*)::int AS count FROM episode WHERE scheme_id = '${schemeId}' AND evaluation_given`);
      expect(row?.count).toBe(people.length);
    });
    return schemeId;
  };

  const pair = (before: object, after: object, source = 'self-report') => [
    { source, answers: before },
    { source, stage: 'exit', takenAt: '2026-02-01T10:00:00Z', answers: { satisfied: 0, worthwhile: 0, happy: 0, anxious: 0 } },
    { source, stage: 'exit', takenAt: '2026-03-01T10:00:00Z', answers: after },
  ];
  const low = { satisfied: 2, worthwhile: 3, happy: 4, anxious: 8 };
  const high = { satisfied: 6, worthwhile: 3, happy: null, anxious: 5 };

  it('stand beside how many were referred and how many answered at both ends, and claim no cause (OC-12, part of OC-20)', async () => {
    const people = [...Array.from({ length: 8 }, () => pair(low, high)), [], [{ answers: low }]];
    const { status, body } = await changesOf(await schemeWith(people));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      instrument: 'ons4',
      source: 'self-report',
      causalClaim: false,
      caveats: ['no comparison group', 'regression to the mean'],
    });
    const paired = { nReferred: 10, nPaired: 8 };
    expect(body.items).toEqual([
      {
        item: 'satisfied',
        direction: 'higher is better',
        ...paired,
        meanBaseline: 2,
        meanExit: 6,
        meanChange: 4,
        improved: 8,
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
        unchanged: 8,
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
        improved: 8,
        unchanged: 0,
        worsened: 0,
      },
    ]);
  });

  it('are hidden where fewer than eight people stand behind a number (OC-18)', async () => {
    const { body } = await changesOf(await schemeWith([...Array.from({ length: 7 }, () => pair(low, high)), [], [], []]));
    const [satisfied] = body.items as Item[];
    expect(satisfied).toMatchObject({
      nReferred: 10,
      nPaired: '*',
      meanBaseline: '*',
      meanExit: '*',
      meanChange: '*',
      improved: '*',
      unchanged: '*',
      worsened: '*',
    });
  });

  it('leave out whoever has said no to evaluation, from then on and until they say yes again (GV-01)', async () => {
    const schemeId = await schemeWith(Array.from({ length: 9 }, () => pair(low, high)));
    const [episode] = await world.query(`SELECT referral_id FROM episode WHERE scheme_id = '${schemeId}' LIMIT 1`);
    const referralId = String(episode?.referral_id);
    const heard = (words: number) =>
      eventually(async () => {
        const rows = await world.query(`SELECT 1 FROM consent_word WHERE referral_id = '${referralId}'`);
        expect(rows).toHaveLength(words);
      });
    const counted = async (people: number) =>
      eventually(async () => {
        const [satisfied] = (await changesOf(schemeId)).body.items as Item[];
        expect(satisfied).toMatchObject({ nReferred: people, nPaired: people });
      });
    await counted(9);
    await world.publish(evaluationConsent(referralId, 'withdrawn', '2026-02-01T10:00:00.000Z'));
    await counted(8);
    // A form of January that is written down in February does not undo what was said since.
    await world.publish(evaluationConsent(referralId, 'given', '2026-01-20T10:00:00.000Z'));
    await heard(3);
    await counted(8);
    await world.publish(evaluationConsent(referralId, 'given', '2026-02-01T10:00:00.000Z'));
    await counted(9);
  });

  it('count nobody who was not asked (part of GV-01)', async () => {
    const schemeId = await schemeWith(Array.from({ length: 9 }, () => pair(low, high)));
    const referralId = randomUUID();
    await world.publish(caseOpened({ referralId, schemeId, organisationId }));
    await eventually(async () =>
      expect((await world.call(worker, '/api/outcomes/measurements', ons4(referralId, { answers: low }))).status).toBe(201),
    );
    const [satisfied] = (await changesOf(schemeId)).body.items as Item[];
    expect(satisfied).toMatchObject({ nReferred: 9, nPaired: 9 });
  });

  it('leave out what was not said by the person (OC-24)', async () => {
    const { body } = await changesOf(await schemeWith(Array.from({ length: 8 }, () => pair(low, high, 'link-worker'))));
    expect((body.items as Item[]).map(({ nReferred, nPaired }) => [nReferred, nPaired])).toEqual(Array(4).fill([8, 0]));
  });

  it('of another organisation, or of no scheme, are not found', async () => {
    const schemeId = await schemeWith([]);
    expect((await changesOf(schemeId, await world.person(randomUUID(), 'evaluator'))).status).toBe(404);
    expect((await changesOf(randomUUID())).status).toBe(404);
    expect((await changesOf('x')).status).toBe(400);
    expect((await changesOf(schemeId, await world.person(organisationId, 'provider'))).status).toBe(403);
  });
});
