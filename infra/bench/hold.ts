import { Pool } from 'undici';
import { tokenFor } from '../demo/identities';
import { nastyInputs, type NastyInput } from './nasty-inputs';
import { MACHINE, percentile, type BenchResult, type Measured } from './result';
import type { BenchWorld } from './world';

const QUIET_PROBES = 200;

/** One input at its door. */
export interface Held {
  readonly input: NastyInput;
  readonly status: number;
  /** Size of the answer in bytes. */
  readonly answered: number;
  /** How long a request beside it waited at most, in milliseconds: as long as the process did nothing else. */
  readonly hold: number;
}

/**
 * How long one request may keep the whole process from everything else: while the nastiest inputs are answered, another connection asks
 * `/health/live` again and again. Beside it, how long such a question takes when nothing else happens, and what the worst input costs `JSON.parse`.
 */
export async function hold(bench: BenchWorld, rounds = 3): Promise<BenchResult> {
  const quiet = await quietProbe(bench.url);
  const found: Held[] = [];
  for (let round = 0; round < rounds; round++) found.push(...(await answersTo(bench, nastyInputs())));
  const worst = found.reduce((one, other) => (other.hold > one.hold ? other : one));
  const figures: Record<string, Measured> = {};
  for (const { input, hold: ms } of found) {
    const name = `${input.door}: ${input.name}`;
    figures[name] = { value: Math.max(figures[name]?.value ?? 0, ms), unit: 'ms' };
  }
  const parse = parseTime(worst.input.body);
  return {
    name: 'hold',
    at: new Date().toISOString(),
    machine: MACHINE,
    figures: { 'worst hold': { value: worst.hold, unit: 'ms' }, ...figures },
    limits: {
      'a question when nothing happens': { value: quiet, unit: 'ms' },
      'JSON.parse of the worst input': { value: parse, unit: 'ms' },
      'longest hold allowed': { value: 100, unit: 'ms' },
    },
    ratios: { 'worst hold': worst.hold / 100 },
  };
}

/** Sends each of them, one after another, and asks beside it. */
export async function answersTo({ url, demo, world }: BenchWorld, inputs: readonly NastyInput[]): Promise<Held[]> {
  const tokens = { fhir: await tokenFor(demo, 'gp'), own: await tokenFor(demo, 'provider') };
  const doors = {
    fhir: { method: 'POST' as const, path: '/fhir/R4', type: 'application/fhir+json' },
    own: { method: 'PATCH' as const, path: `/api/provider-gateway/services/${world.serviceId}`, type: 'application/json' },
  };
  const pool = new Pool(url, { connections: 1, pipelining: 1 });
  const found: Held[] = [];
  for (const input of inputs) {
    const { method, path, type } = doors[input.door];
    const beside = probing(url);
    const headers = { authorization: `Bearer ${tokens[input.door]}`, 'content-type': type };
    const answer = await pool.request({ method, path, headers, body: input.body });
    const text = await answer.body.text();
    found.push({ input, status: answer.statusCode, answered: Buffer.byteLength(text), hold: await beside.longest() });
  }
  await pool.close();
  return found;
}

function probing(url: string): { longest(): Promise<number> } {
  const pool = new Pool(url, { connections: 1, pipelining: 1 });
  let longest = 0;
  const over = new AbortController();
  const running = (async () => {
    while (!over.signal.aborted) longest = Math.max(longest, await probe(pool));
    await pool.close();
  })();
  return {
    longest: async () => {
      over.abort();
      await running;
      return longest;
    },
  };
}

async function quietProbe(url: string): Promise<number> {
  const pool = new Pool(url, { connections: 1, pipelining: 1 });
  const times: number[] = [];
  for (let n = 0; n < QUIET_PROBES; n++) times.push(await probe(pool));
  await pool.close();
  return percentile(times, 0.99);
}

async function probe(pool: Pool): Promise<number> {
  const began = performance.now();
  const { body } = await pool.request({ method: 'GET', path: '/health/live' });
  await body.dump();
  return performance.now() - began;
}

function parseTime(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  const began = performance.now();
  try {
    JSON.parse(text);
  } catch {
    // Some are no JSON to their end.
  }
  return performance.now() - began;
}
