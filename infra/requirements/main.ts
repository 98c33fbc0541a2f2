import { ROOT } from '../launcher/root';
import { StopWithSentence, say } from '../launcher/say';
import { closedNow, matrixOf, problemsOf, textOf } from './matrix';
import { close, readLists } from './requirement-rows';
import { namingTests } from './test-titles';

/** `npm run requirements`: each row with the tests that name it; with `--close` the open list loses the rows that have a test now. */
export function main(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--close');
  if (unknown !== undefined)
    throw new StopWithSentence(`There is no option "${unknown}": only --close, which takes tested rows off the open list.`);
  const tests = namingTests(ROOT);
  if (args.includes('--close')) {
    const { rows, open } = readLists(ROOT);
    const closed = closedNow(matrixOf(rows, open, tests));
    close(ROOT, closed);
    say(closed.length > 0 ? `No longer open: ${closed.join(', ')}.` : 'No open row has a test.');
  }
  const { rows, open } = readLists(ROOT);
  process.stdout.write(`${textOf(matrixOf(rows, open, tests))}\n`);
  const problems = problemsOf(rows, open, tests);
  for (const problem of problems) say(problem);
  return Promise.resolve(problems.length > 0 ? 1 : 0);
}
