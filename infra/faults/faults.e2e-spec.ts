import { describeWithKafka } from '#libs/testing';
import { runFaults, type Story } from './fault-run';
import { openFaultWorld, type FaultWorld } from './fault-world';
import { prove } from './proof';
import { SHORT } from './sizes';

const NEVER = new AbortController().signal;

/** A run that a busy machine kept from ending says nothing of the effects, and is begun anew once, which is said. One that ended counts as it is. */
async function carriedThrough(attemptsLeft = 1): Promise<[FaultWorld, Story]> {
  const world = await openFaultWorld(NEVER);
  try {
    return [world, await runFaults(world, SHORT, NEVER, () => undefined)];
  } catch (error) {
    await world.close();
    if (attemptsLeft === 0) throw error;
    process.stderr.write(`The fault run begins anew: ${(error as Error).message}\n`);
    return carriedThrough(attemptsLeft - 1);
  }
}

describeWithKafka('Referrals that are sent while processes are killed and connections cut', () => {
  let world: FaultWorld;
  let story: Story;

  beforeAll(async () => {
    [world, story] = await carriedThrough();
  }, 1_200_000);

  afterAll(async () => {
    await world.close();
  });

  it('leave each effect once and in order at every consumer, and nothing parked', async () => {
    const { text, verdict, code } = await prove(world, story);
    expect(verdict.examples).toEqual([]);
    expect(text.trimEnd().split('\n').at(-1)).toBe('lost 0, doubled 0, out of order 0, unexplained 0');
    expect(code).toBe(0);
    expect(verdict.tables.map(({ name }) => name)).toEqual(['sent', 'caseload', 'outcomes']);
    for (const { rows } of verdict.tables) expect(rows).toBe(story.acknowledged.length);
  });

  it('have met every fault that the run is to have', () => {
    expect(story.acknowledged.length).toBeGreaterThanOrEqual(SHORT.referrals * 4);
    expect(story.cuts).toBe(SHORT.cuts);
    expect(story.kills.map(({ what }) => what)).toEqual([
      "relay's leader of referral-intake",
      'broker',
      'consumer of caseload',
      'PostgreSQL',
    ]);
    expect(story.undrained).toBe('');
  });

  // Each plants into the tables of the run that has just been found clean, and takes it back.
  it.each([
    {
      what: 'an effect that is lost',
      plant: `DELETE FROM effect WHERE id = (SELECT id FROM effect ORDER BY id OFFSET 100 LIMIT 1) RETURNING *`,
      line: 'lost 1, doubled 0, out of order 0, unexplained 0',
    },
    {
      what: 'an effect that is doubled',
      plant: `INSERT INTO effect (topic, subject, sequence, number) SELECT topic, subject, sequence, number FROM effect ORDER BY id LIMIT 1`,
      line: 'lost 0, doubled 1, out of order 0, unexplained 0',
    },
    {
      what: 'two effects that are swapped',
      plant: `WITH s AS (SELECT subject FROM effect ORDER BY id LIMIT 1)
        UPDATE effect SET number = 5 - number, sequence = 5 - sequence WHERE subject = (SELECT subject FROM s) AND number IN (2, 3)`,
      line: 'lost 0, doubled 0, out of order 1, unexplained 0',
    },
    {
      what: 'a dead subject',
      plant: `INSERT INTO parked_subject (consumer, topic, subject, state, error_code, reason) VALUES ('outcomes', 'caseload.case.v1', 'x', 'dead', 'PLANTED', 'planted')`,
      line: 'lost 0, doubled 0, out of order 0, unexplained 1',
    },
  ])('would have failed the run with $what', async ({ plant, line }) => {
    await world.query('outcomes', `CREATE TABLE kept AS SELECT * FROM effect`);
    await world.query('outcomes', plant);
    const { text, code } = await prove(world, story);
    await world.query('outcomes', `TRUNCATE effect, parked_subject`);
    await world.query('outcomes', `INSERT INTO effect OVERRIDING SYSTEM VALUE SELECT * FROM kept`);
    await world.query('outcomes', `DROP TABLE kept`);
    expect(text.trimEnd().split('\n').at(-1)).toBe(line);
    expect(code).toBe(1);
    expect((await prove(world, story)).code).toBe(0);
  });
});
