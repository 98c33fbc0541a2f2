import { readFile, writeFile } from 'node:fs/promises';
import type { Variables } from '../../launcher/environment';
import { say } from '../../launcher/say';
import type { World } from '../world';
import { loadYear } from './load-year';
import { prepareStage } from './register';
import type { MadeUpLife } from './scheme-year';

/** Loads the made-up year once per data folder, and tells in a few lines what it is like. `file` remembers the day it ended. */
export async function tellYear(world: World, variables: Variables, file: string): Promise<void> {
  const started = performance.now();
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  const { until, loaded } = kept === undefined ? { until: new Date().toISOString(), loaded: false } : (JSON.parse(kept) as Kept);
  if (loaded) return;
  await writeFile(file, JSON.stringify({ until, loaded }), { mode: 0o600 });
  const year = await loadYear(variables, await prepareStage(world), new Date(until));
  await writeFile(file, JSON.stringify({ until, loaded: true }), { mode: 0o600 });
  say(`\nA year of the scheme, made up (${((performance.now() - started) / 1000).toFixed(1)} s): ${summaryOf(year, new Date(until))}.`);
}

interface Kept {
  readonly until: string;
  readonly loaded: boolean;
}

function summaryOf(year: readonly MadeUpLife[], until: Date): string {
  const count = (of: (made: MadeUpLife) => boolean) => String(year.filter(of).length);
  const closedAs = (reason: string) => count(({ life }) => life.case.closureReason === reason);
  return [
    `${String(year.length)} people referred`,
    `${count(({ life }) => life.case.status !== 'closed')} supported now or waiting`,
    `${count(({ life: { case: c } }) => [c.overdueAt, c.notContactedAt, c.providerLateAt].some((at) => at !== null && at <= until))} of them in limbo`,
    `${closedAs('not-reached')} never reached`,
    `${closedAs('declined')} did not want it`,
    `${count(({ life }) => life.connections.some(({ state }) => state === 'sustained'))} found something that lasts`,
  ].join(', ');
}
