import { closeTestRun, openTestRun, testRunFolder } from '#libs/testing';
import { ROOT } from '../launcher/root';
import { StopWithSentence, say } from '../launcher/say';
import { claimedBy, ruleFiles } from './claims';
import { type Judged, isCaught, judgeMutants } from './judge-mutants';
import { type Mutant, chosen, mutantsOf, readList, writeList } from './mutant-list';

/** How many of a hundred mutants the specs must catch. */
const AIM = 95;

/**
 * `npm run mutants [-- path…]`: puts each mutation of the list into the rules, one at a time, and runs the specs that claim them; with paths
 * only those of files under them. `--choose` brings the list up to the sources first and ends. Exit 1 unless 95 of 100 are caught and each
 * survivor is explained.
 */
export async function main(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--choose');
  if (unknown !== undefined)
    throw new StopWithSentence(`There is no option "${unknown}": only --choose, which brings the list up to the sources.`);
  if (args.includes('--choose')) return choose();
  const { mutants, stale } = mutantsOf(ROOT, readList(ROOT));
  if (stale.length > 0)
    throw new StopWithSentence(`These no longer stand in the sources; npm run mutants -- --choose replaces them:\n${stale.join('\n')}`);
  const wanted = mutants.filter(({ file }) => args.length === 0 || args.some((path) => file.startsWith(path)));
  if (wanted.length === 0) throw new StopWithSentence(`The list has no mutant under ${args.join(', ')}.`);
  await openTestRun();
  try {
    return told(await judgeMutants(ROOT, wanted, (judged) => say(lineOf(judged))));
  } finally {
    await closeTestRun(testRunFolder());
  }
}

function choose(): number {
  const before = readList(ROOT);
  const files = ruleFiles(ROOT).flatMap(({ file, count }) => {
    const known = before[file];
    const after = chosen(ROOT, file, count, known, claimedBy(ROOT, file));
    return after.mutants.length > 0 ? [[file, after] as const] : [];
  });
  writeList(ROOT, Object.fromEntries(files));
  const unclaimed = files.filter(([, { specs }]) => specs.length === 0).map(([file]) => file);
  for (const file of unclaimed) say(`${file} is claimed by no spec: name them in the list.`);
  say(`${String(files.reduce((sum, [, { mutants }]) => sum + mutants.length, 0))} mutants of ${String(files.length)} files.`);
  return unclaimed.length > 0 ? 1 : 0;
}

function told(judged: readonly Judged[]): number {
  const apps = [...new Set(judged.map(({ mutant }) => placeOf(mutant)))].sort();
  const rows = apps.map((app) => [app, judged.filter(({ mutant }) => placeOf(mutant) === app)] as const);
  for (const [app, of] of [...rows, ['all', judged] as const]) process.stdout.write(`${app.padEnd(24)}${countsOf(of)}\n`);
  const unexplained = judged.filter((one) => !isCaught(one) && one.mutant.survivesBecause === undefined);
  const { caught, survived } = numbersOf(judged);
  return caught * 100 >= AIM * (caught + survived) && unexplained.length === 0 ? 0 : 1;
}

function countsOf(judged: readonly Judged[]): string {
  const { caught, survived, explained } = numbersOf(judged);
  return `${String(caught)} caught, ${String(survived)} survived (${String(explained)} explained)`;
}

function numbersOf(judged: readonly Judged[]): { caught: number; survived: number; explained: number } {
  const caught = judged.filter(isCaught).length;
  const explained = judged.filter((one) => !isCaught(one) && one.mutant.survivesBecause !== undefined).length;
  return { caught, survived: judged.length - caught, explained };
}

function lineOf(judged: Judged): string {
  const { mutant, verdict } = judged;
  const because = mutant.survivesBecause === undefined ? '' : ` (${mutant.survivesBecause})`;
  const word = { failed: 'caught  ', 'no end': 'caught  ', passed: 'SURVIVED', unreadable: 'UNREAD  ' }[verdict];
  return `${word} ${mutant.file}: ${mutant.name}${because}`;
}

/** The app or lib that a mutant stands in. */
function placeOf({ file }: Mutant): string {
  return file.split('/').slice(0, 2).join('/');
}
