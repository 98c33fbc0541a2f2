import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { percentile } from './result';

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: () => string;
}

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/** As many requests as go through `connections` at once, for `seconds` after a warm-up that does not count. Any answer but 2xx ends it. */
export async function asManyAsGo(baseUrl: string, request: Request, connections: number, seconds: number, warmUp = 3): Promise<Load> {
  const pool = new Pool(baseUrl, { connections, pipelining: 1 });
  const times: number[] = [];
  const begin = performance.now() + warmUp * 1000;
  const end = begin + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now();
      await send(pool, request);
      if (started >= begin) times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  await pool.close();
  return { perSecond: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99), count: times.length };
}

/** A request every `1 / rate` seconds whether or not earlier ones were answered; resolves when all were. */
export async function atRate(rate: number, seconds: number, send: (index: number) => Promise<void>): Promise<void> {
  const total = Math.floor(rate * seconds);
  const begin = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < total; index += 1) {
    const due = begin + (index * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await delay(early);
    running.push(send(index));
  }
  await Promise.all(running);
}

export async function send(pool: Pool, { path, headers, body }: Request): Promise<string> {
  const answer = await pool.request({ method: 'POST', path, headers, body: body() });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path} was answered ${String(answer.statusCode)}: ${text.slice(0, 300)}`);
  return text;
}
