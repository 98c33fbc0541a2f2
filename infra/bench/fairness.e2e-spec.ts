import { fairness, FLOOD_SETTINGS } from './fairness';
import { startBenchWorld, type BenchWorld } from './world';

describe('the fairness bench', () => {
  let bench: BenchWorld;

  beforeAll(async () => {
    bench = await startBenchWorld(FLOOD_SETTINGS);
  });
  afterAll(() => bench.close());

  it('takes the time of a webhook alone and beside a flood', async () => {
    const { figures, limits } = await fairness(bench, { silent: 20, rounds: 1, samples: 2 });
    expect({ ...figures, ...limits }).toEqual({
      aloneP50: { value: expect.any(Number) as number, unit: 'ms' },
      aloneP99: { value: expect.any(Number) as number, unit: 'ms' },
      allowedP50: { value: expect.any(Number) as number, unit: 'ms' },
      besideP50: { value: expect.any(Number) as number, unit: 'ms' },
      besideP99: { value: expect.any(Number) as number, unit: 'ms' },
    });
  });
});
