import { ROOT } from '../launcher/root';
import { claimedBy, ruleFiles } from './claims';
import { isCaught, judgeMutants } from './judge-mutants';
import { type Mutant, chosen, mutantsOf, readList } from './mutant-list';

/** The sample that every run of the tests judges: mutants of rules whose own specs need no database. */
const SAMPLE = 10;

describe('mutants', () => {
  const list = readList(ROOT);
  const { mutants, stale } = mutantsOf(ROOT, list);

  it('are at least 150, of every app, and each stands in the sources as the list names it', () => {
    expect(stale).toEqual([]);
    expect(mutants.length).toBeGreaterThanOrEqual(150);
    const apps = new Set(mutants.map(({ file }) => file.split('/').slice(0, 2).join('/')));
    for (const app of ['caseload', 'identity', 'outcomes', 'pipeline-monitor', 'provider-gateway', 'referral-intake'])
      expect(apps).toContain(`apps/${app}`);
    expect(new Set(mutants.map(({ kind }) => kind))).toEqual(
      new Set(['comparison', 'boundary', 'dropped condition', 'dropped call', 'constant']),
    );
  });

  it('are of every file that holds rules, and the list is what --choose would write', () => {
    const files = ruleFiles(ROOT).map(({ file, count }) => [file, chosen(ROOT, file, count, list[file], claimedBy(ROOT, file))] as const);
    expect(list).toEqual(Object.fromEntries(files.filter(([, { mutants: names }]) => names.length > 0)));
    for (const [file, { specs }] of Object.entries(list)) expect({ file, isClaimed: specs.length > 0 }).toEqual({ file, isClaimed: true });
  });

  it('are caught by the specs that claim them: a sample of ten', async () => {
    const quick = mutants.flatMap((mutant) => {
      const specs = mutant.specs.filter((spec) => isOwnSpec(spec, mutant));
      return specs.length > 0 && mutant.survivesBecause === undefined ? [{ ...mutant, specs }] : [];
    });
    const sample = Array.from({ length: SAMPLE }, (_, index) => quick[Math.floor((index * quick.length) / SAMPLE)]).filter(
      (mutant) => mutant !== undefined,
    );
    expect(sample).toHaveLength(SAMPLE);
    const judged = await judgeMutants(ROOT, sample, () => undefined);
    expect(judged.filter((one) => !isCaught(one)).map(({ mutant, verdict }) => `${verdict}: ${mutant.file}: ${mutant.name}`)).toEqual([]);
  }, 600_000);

  it('survive where no test notices, and prove nothing where the specs cannot be run or fail without them', async () => {
    const [one] = mutants;
    if (!one) throw new Error('the list is empty');
    const elsewhere = { ...one, specs: ['libs/contracts/src/storable-text.spec.ts'] };
    const nowhere = { ...one, specs: ['libs/contracts/src/there-is-none.spec.ts'] };
    const judged = await judgeMutants(ROOT, [elsewhere, nowhere], () => undefined);
    expect(new Map(judged.map(({ mutant, verdict }) => [mutant, verdict]))).toEqual(
      new Map([
        [elsewhere, 'passed'],
        [nowhere, 'unreadable'],
      ]),
    );
    expect(judged.filter(isCaught)).toEqual([]);
  }, 600_000);
});

/** A spec beside the source with its name. */
function isOwnSpec(spec: string, { file }: Mutant): boolean {
  return spec === file.replace(/\.ts$/, '.spec.ts');
}
