import { isClean, judge, lineOf, type Verdict } from './effects.rules';
import type { Story } from './fault-run';
import type { FaultWorld } from './fault-world';
import { readPassages, readTables } from './found.query';
import { report } from './report';

export interface Proof {
  readonly verdict: Verdict;
  /** What the command prints; its last line has all counts. */
  readonly text: string;
  /** The command's exit code: 0 only when every effect is there once and in order, and nothing is left over. */
  readonly code: number;
}

/** Reads every table of a run that has ended and compares it with what was sent. */
export async function prove(world: FaultWorld, story: Story): Promise<Proof> {
  const verdict = judge(await readTables(world, story.acknowledged));
  const passages = { caseload: await readPassages(world, 'caseload'), outcomes: await readPassages(world, 'outcomes') };
  return {
    verdict,
    text: `${report(story, verdict, passages)}\n\n${lineOf(verdict)}\n`,
    code: isClean(verdict) && story.undrained === '' ? 0 : 1,
  };
}
