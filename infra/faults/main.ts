import { closeAbandonedRuns, closeTestRun, openTestRun, testRunFolder } from '#libs/testing';
import { brokerProblem } from '../kafka/start-broker';
import { StopWithSentence, say } from '../launcher/say';
import { untilAskedToStop } from '../launcher/signals';
import { runFaults } from './fault-run';
import { openFaultWorld } from './fault-world';
import { prove } from './proof';
import { FULL, SHORT, type RunSize } from './sizes';

/** `npm run faults [-- --short]`: load with processes killed, then every effect counted; 1 unless all are there once and in order. */
export async function main(args: string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--short');
  if (unknown.length > 0) throw new StopWithSentence(`There is no option "${unknown.join(' ')}": the only one is --short.`);
  const problem = await brokerProblem();
  if (problem) throw new StopWithSentence(problem);
  const asked = new AbortController();
  untilAskedToStop(() => asked.abort(new StopWithSentence('Stopped.')));
  await closeAbandonedRuns();
  await openTestRun();
  const folder = testRunFolder();
  try {
    return await proof(args.includes('--short') ? SHORT : FULL, asked.signal);
  } finally {
    await closeTestRun(folder);
  }
}

async function proof(size: RunSize, asked: AbortSignal): Promise<number> {
  say('Starting PostgreSQL, a Kafka broker behind a proxy, and the processes of three services …');
  const world = await openFaultWorld(asked);
  try {
    const { text, code } = await prove(world, await runFaults(world, size, asked, say));
    process.stdout.write(text);
    return code;
  } finally {
    await world.close();
  }
}
