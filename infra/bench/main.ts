import type { Variables } from '../launcher/environment';
import { StopWithSentence } from '../launcher/say';
import { audit } from './audit';
import { caseload } from './caseload';
import { fairness, FLOOD_SETTINGS } from './fairness';
import { hold } from './hold';
import { intake } from './intake';
import { journey } from './journey';
import { messaging } from './messaging';
import { report } from './result';
import { startBenchWorld, type BenchWorld } from './world';

const NAMES = ['intake', 'journey', 'messaging', 'caseload', 'hold', 'fairness', 'audit'];

/** `npm run bench [-- name…]`: measures against limits taken in the same run. */
export async function main(args: string[]): Promise<number> {
  const unknown = args.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) throw new StopWithSentence(`There is no bench "${unknown.join(', ')}": choose from ${NAMES.join(', ')}.`);
  const isWanted = (name: string): boolean => args.length === 0 || args.includes(name);
  if (isWanted('intake') || isWanted('journey')) await inBenchWorld((bench) => measure(bench, args));
  if (isWanted('messaging')) await report(await messaging());
  if (isWanted('caseload')) await report(await caseload());
  if (isWanted('audit')) await report(await audit());
  if (isWanted('hold')) await inBenchWorld(async (bench) => report(await hold(bench)));
  if (isWanted('fairness')) await inBenchWorld(async (bench) => report(await fairness(bench)), FLOOD_SETTINGS);
  return 0;
}

async function inBenchWorld(work: (bench: BenchWorld) => Promise<void>, settings?: Variables): Promise<void> {
  const bench = await startBenchWorld(settings);
  try {
    await work(bench);
  } finally {
    await bench.close();
  }
}

/** The journey is measured at half the rate that intake was found to take, so intake always comes first. */
async function measure(bench: BenchWorld, names: readonly string[]): Promise<void> {
  const found = await intake(bench);
  if (names.length === 0 || names.includes('intake')) await report(found);
  if (names.length === 0 || names.includes('journey')) await report(await journey(bench, found.figures['bundles']?.value ?? 0));
}
