import { UNLIMITED } from '#libs/testing';
import { bases, mutations } from './fuzz/mutations';
import { PipelineFuzz, type Broken, type FuzzResult } from './fuzz/pipeline-fuzz';
import { startEmbeddedHub, type RunningHub } from './running-hub';

/** `npm run fuzz -- 20000 7` sets both. */
const COUNT = Number(process.env['FUZZ_MUTATIONS'] ?? 1000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** To the error stream, which `npm test` shows. */
const say = (line: string): boolean => process.stderr.write(`${line}\n`);
/** The first of each kind: what tells of another id, place or word only is the same. */
const ofEachKind = (broken: readonly Broken[]): Broken[] => [
  ...new Map(broken.toReversed().map((each) => [each.what.replaceAll(/[\da-f-]{6,}|\d+/g, '…'), each])).values(),
];
/** Each failure is sent anew a few times to find its smallest form. */
const EXPLAINED = 5;

describe('mutated referrals, through the FHIR door and the whole pipeline', () => {
  let hub: RunningHub;
  let fuzz: PipelineFuzz;
  let result: FuzzResult;
  beforeAll(async () => {
    hub = await startEmbeddedHub(undefined, UNLIMITED);
    const { gp, linkWorker } = hub.world;
    fuzz = new PipelineFuzz({ url: hub.url, token: gp.token, linkWorkerToken: linkWorker.token, databases: hub.databases });
  });
  afterAll(async () => {
    await fuzz.close();
    await hub.close();
  });

  it(
    'each get one exact answer, and each that is acknowledged has its case',
    async () => {
      const { bases: from, casesThere } = bases();
      if (!casesThere) say('Skipped: mutations of messages that once broke the door; they are not on this machine.');
      result = await fuzz.try(mutations(SEED, COUNT, from));
      const { acknowledged, refused, referrals, cases, broken } = result;
      say(
        `Pipeline fuzz, seed ${String(SEED)}: ${String(COUNT)} mutations, ${String(acknowledged)} acknowledged (${String(referrals)} referrals, ` +
          `${String(cases)} cases), ${String(refused)} refused, ${String(broken.length)} broken promises`,
      );
      const explained: string[] = [];
      for (const each of ofEachKind(broken).slice(0, EXPLAINED)) explained.push(await fuzz.smallest(each));
      if (broken.length > 0)
        throw new Error(`With seed ${String(SEED)}, ${String(broken.length)} broken promises, such as:\n${explained.join('\n')}`);
      expect(cases).toBe(referrals);
    },
    COUNT * 200 + 300_000,
  );

  it('are both acknowledged and refused often enough to say something', () => {
    expect(result.acknowledged).toBeGreaterThan(COUNT / 5);
    expect(result.refused).toBeGreaterThan(COUNT / 5);
    expect(result.acknowledged + result.refused).toBe(COUNT);
  });
});
