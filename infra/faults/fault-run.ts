import { setTimeout as delay } from 'node:timers/promises';
import type { SentEvent } from './effects.rules';
import type { FaultWorld } from './fault-world';
import { onItsWay } from './found.query';
import { killInTurn } from './kills';
import { Load } from './load';
import type { Kill } from './recovery.rules';
import type { RunSize } from './sizes';

/** What happened in a run; the tables say what became of it. */
export interface Story {
  readonly acknowledged: readonly SentEvent[];
  readonly kills: readonly Kill[];
  readonly cuts: number;
  readonly seconds: number;
  /** What had not arrived when patience ended, and what each process wrote last; empty when all had. */
  readonly undrained: string;
  /** Processes that ended although nobody had killed them, with the last of what they wrote. */
  readonly endings: readonly string[];
}

/** Load with kills and cuts, until everything has arrived; then the services are stopped, so that the tables stand still. */
export async function runFaults(world: FaultWorld, size: RunSize, asked: AbortSignal, tell: (line: string) => void): Promise<Story> {
  const begun = Date.now();
  // Whatever fails ends the other parts too.
  const failure = new AbortController();
  const signal = AbortSignal.any([asked, failure.signal]);
  const load = new Load(
    size,
    world.processes.filter(({ service }) => service === 'referral-intake'),
    signal,
  );
  const planned = Math.max(size.referrals / size.perSecond, (size.cuts * size.cutEveryMs) / 1000) * 1000;
  const struck: string[] = [];
  const late = setTimeout(() => {
    const done = `${load.acknowledged.length} events acknowledged, ${world.proxy.cuts} of ${size.cuts} answers swallowed, kills begun: ${struck.join(', ') || 'none'}${killed ? '' : ' (not all came back)'}, last refusal: ${load.refusal}\n${lastWordsOf(world)}`;
    failure.abort(new Error(`the load took too long: ${done}`));
  }, planned + size.patienceMs);
  let killed = false;
  const kills = killInTurn(world, size, signal, (line) => {
    struck.push(line);
    tell(line);
  }).finally(() => (killed = true));
  const cuts = cutAtPace(world, size, signal);
  const progress = setInterval(() => tell(`${load.acknowledged.length} events sent, ${world.proxy.cuts} answers swallowed`), 15_000);
  try {
    const work = [kills, cuts, load.run(() => killed && world.proxy.cuts >= size.cuts)] as const;
    for (const part of work) part.catch((error: unknown) => failure.abort(error));
    const [happened] = await Promise.all(work);
    const seconds = (Date.now() - begun) / 1000;
    clearTimeout(late);
    clearInterval(progress);
    tell(`${load.acknowledged.length} events sent in ${seconds.toFixed(0)} s; waiting for their effects`);
    const undrained = await drained(world, size, signal, tell);
    await world.stopServices();
    return { acknowledged: load.acknowledged, kills: happened, cuts: world.proxy.cuts, seconds, undrained, endings: endingsOf(world) };
  } catch (error) {
    throw signal.aborted ? (signal.reason as Error) : error;
  } finally {
    failure.abort();
    clearTimeout(late);
    clearInterval(progress);
    await Promise.allSettled([kills, cuts]);
  }
}

/** While the broker is away nothing can be cut; what was owed follows. */
async function cutAtPace({ proxy }: FaultWorld, { cuts, cutEveryMs }: RunSize, signal: AbortSignal): Promise<void> {
  for (let owed = 0; owed < cuts; owed += 1) {
    await delay(cutEveryMs, undefined, { signal });
    proxy.swallowOne();
  }
}

async function drained(world: FaultWorld, { patienceMs }: RunSize, signal: AbortSignal, tell: (line: string) => void): Promise<string> {
  const deadline = Date.now() + patienceMs;
  for (let round = 1; ; round += 1) {
    const missing = await onItsWay(world).catch((error: unknown) => String(error));
    if (missing === '') return missing;
    if (Date.now() > deadline) return `${missing}\n${lastWordsOf(world)}`;
    if (round % 20 === 0) tell(missing);
    await delay(500, undefined, { signal });
  }
}

function lastWordsOf({ processes }: FaultWorld): string {
  return processes.map(({ name, output }) => `${name}: ${output.trim().slice(-1500)}`).join('\n');
}

function endingsOf({ processes }: FaultWorld): string[] {
  return processes.flatMap(({ name, endedByItself, output }) => (endedByItself > 0 ? [`${name} (${endedByItself} times): ${output}`] : []));
}
