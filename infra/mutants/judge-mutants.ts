import { Lane, type Verdict } from './lane';
import type { Mutant } from './mutant-list';

/** Copies of the sources that are worked on at once: the machine is taken to have two cores. */
const LANES = 2;

export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** Caught: a test failed, or the specs came to no end. Specs that cannot be run, or fail without the mutant, prove nothing. */
export function isCaught({ verdict }: Judged): boolean {
  return verdict === 'failed' || verdict === 'no end';
}

/**
 * Runs the specs that claim each mutant with the mutant in place, the quick ones before those that need a database, and says what they said.
 * Specs that fail without any mutation would catch everything: they are run as they are first, and their mutants count as unreadable.
 */
export async function judgeMutants(root: string, mutants: readonly Mutant[], tell: (judged: Judged) => void): Promise<Judged[]> {
  const waiting = [...mutants];
  const sound = new Map<string, Promise<boolean>>();
  const work = async (): Promise<Judged[]> => {
    const lane = Lane.open(root);
    try {
      const judged: Judged[] = [];
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const one = { mutant, verdict: await verdictOn(lane, mutant, sound) };
        tell(one);
        judged.push(one);
      }
      return judged;
    } finally {
      lane.close();
    }
  };
  return (await Promise.all(Array.from({ length: Math.min(LANES, mutants.length) }, work))).flat();
}

async function verdictOn(lane: Lane, mutant: Mutant, sound: Map<string, Promise<boolean>>): Promise<Verdict> {
  const quick = mutant.specs.filter((spec) => !spec.endsWith('.e2e-spec.ts'));
  const slow = mutant.specs.filter((spec) => spec.endsWith('.e2e-spec.ts'));
  for (const specs of [quick, ...slow.map((spec) => [spec])]) {
    if (specs.length === 0) continue;
    const key = specs.join(' ');
    const holds = sound.get(key) ?? holdsWithout(lane, specs);
    sound.set(key, holds);
    if (!(await holds)) return 'unreadable';
    const verdict = await lane.judge(mutant.file, mutant, specs);
    if (verdict !== 'passed') return verdict === 'unreadable' ? 'failed' : verdict; // they could be read without it
  }
  return 'passed';
}

/** Whether the specs hold for the sources as they are; a machine with too much to do gets a second chance. */
async function holdsWithout(lane: Lane, specs: readonly string[]): Promise<boolean> {
  return (await lane.run(specs)) === 'passed' || (await lane.run(specs)) === 'passed';
}
