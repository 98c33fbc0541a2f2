import { answersTo } from './hold';
import { nastyInputs } from './nasty-inputs';
import { startBenchWorld, type BenchWorld } from './world';

/** A slow machine that does other things as well; a careless reader takes minutes. `npm run bench -- hold` measures. */
const PATIENCE_MS = 5000;

describe('an input made to cost much', () => {
  let bench: BenchWorld;

  beforeAll(async () => {
    bench = await startBenchWorld();
  });
  afterAll(() => bench.close());

  it('is refused with a short answer or taken, and keeps nobody else waiting', async () => {
    const found = await answersTo(bench, nastyInputs());
    const worst = Math.max(...found.map(({ hold }) => hold));
    const table = found.map(({ input, status, answered, hold }) => ({
      ...input,
      body: input.body.length,
      status,
      answered,
      hold: Math.round(hold),
    }));
    if (process.env['SHOW_HOLDS']) console.table(table);
    expect(table.filter(({ status }) => status >= 500)).toEqual([]);
    expect(table.filter(({ answered, status }) => status >= 300 && answered > 100_000)).toEqual([]);
    expect(worst).toBeLessThan(PATIENCE_MS);
  });
});
