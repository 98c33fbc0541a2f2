import { FULL, SMALL, type Sizes } from './caseload-data';
import { writePlan } from './caseload-plans';
import { startCaseloadWorld, type CaseloadWorld } from './caseload-world';
import { MACHINE, percentile, type BenchResult, type Measured } from './result';

const MOST_MS = 50;
const MOST_CHECK_S = 30;
const CALLS = 2000;
const WARM_UP = 100;
/** Callers at once. */
const CONCURRENT = 4;
const PAGE = 50;

/** The lists that link workers and supervisors read all day, and the nightly check, on a caseload of ten years. `BENCH_SIZE=small` takes a hundredth. */
export async function caseload(sizes = process.env['BENCH_SIZE'] === 'small' ? SMALL : FULL, calls = CALLS): Promise<BenchResult> {
  const world = await startCaseloadWorld(sizes, (progress) => process.stderr.write(`caseload: ${progress}\n`));
  try {
    const lists = listsOf(world);
    const figures: Record<string, Measured> = {};
    for (const [name, call] of Object.entries(lists)) {
      if ((await call(1)).items.length === 0) throw new Error(`${name} is empty, so that its time would say nothing`);
      Object.assign(figures, await measure(name, call, sizes, calls));
    }
    const nothing = await measure('nothing', world.nothing, sizes, calls);
    const { durationMs, exceptions } = await world.invariants.execute();
    const broken = Object.entries(exceptions).filter(([, cases]) => cases > 0);
    if (broken.length > 0) throw new Error(`The made-up data breaks ${broken.map(([name]) => name).join(', ')}`);
    figures['invariantCheck'] = { value: durationMs / 1000, unit: 's' };
    // With full data only: a planner does otherwise with little.
    if (sizes === FULL) await plans(world, lists);
    return resultOf(figures, nothing);
  } finally {
    await world.close();
  }
}

type List = (n: number) => Promise<{ readonly items: readonly unknown[] }>;

function listsOf({ cases, limbo, workerCaller, supervisorOf }: CaseloadWorld): Record<string, List> {
  const page = { limit: PAGE };
  return {
    myCases: (n) => cases.list({ ...page, status: 'open', workerId: 'me' }, workerCaller(n)),
    unallocatedQueue: (n) => cases.list({ ...page, status: 'unallocated' }, supervisorOf(n)),
    limboOfWorker: (n) => limbo.list({ ...page, workerId: 'me' }, workerCaller(n)),
    limboOfScheme: (n) => limbo.list(page, workerCaller(n)),
    limboOfOrganisation: (n) => limbo.list(page, supervisorOf(n)),
  };
}

async function measure(
  name: string,
  call: (n: number) => Promise<unknown>,
  { workers }: Sizes,
  calls: number,
): Promise<Record<string, Measured>> {
  const times: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < WARM_UP + calls) {
      const index = next++;
      const began = performance.now();
      // Workers in an order that is no order.
      await call((index * 7919) % workers);
      if (index >= WARM_UP) times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, caller));
  return { [`${name}P50`]: { value: percentile(times, 0.5), unit: 'ms' }, [`${name}P99`]: { value: percentile(times, 0.99), unit: 'ms' } };
}

async function plans(world: CaseloadWorld, lists: Record<string, List>): Promise<void> {
  const wrong: string[] = [];
  for (const [name, call] of Object.entries(lists)) {
    const read = await writePlan(world, kebab(name), () => call(7));
    wrong.push(...read.map((table) => `${name} reads all of ${table}`));
  }
  await writePlan(world, 'invariant-check', () => world.invariants.execute());
  if (wrong.length > 0) throw new Error(wrong.join('; '));
}

function resultOf(figures: Record<string, Measured>, nothing: Record<string, Measured>): BenchResult {
  const limits = { ...nothing, list: { value: MOST_MS, unit: 'ms' }, invariantCheck: { value: MOST_CHECK_S, unit: 's' } };
  const slowest = Object.entries(figures).filter(([name]) => name.endsWith('P99'));
  const ratios = {
    ...Object.fromEntries(slowest.map(([name, { value }]) => [name, value / MOST_MS])),
    invariantCheck: (figures['invariantCheck']?.value ?? 0) / MOST_CHECK_S,
  };
  return { name: 'caseload', at: new Date().toISOString(), machine: MACHINE, figures, limits, ratios };
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
