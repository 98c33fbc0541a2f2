import { brokerProblem, prepareBroker } from '../../../infra/kafka/start-broker';
import { closeAbandonedRuns, closeTestRun, openTestRun, testRunFolder } from './test-run';

/**
 * Opens the run and finds out whether a Kafka can run here; servers start when the first spec asks for one. Answers how the run is closed.
 * Whoever starts vitest many times has opened a run for all of them: then it is theirs to close.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env['HUB_TEST_RUN'] !== undefined) return () => Promise.resolve();
  await closeAbandonedRuns();
  await openTestRun();
  process.env['HUB_TEST_KAFKA_PROBLEM'] = (await brokerProblem()) ?? '';
  await prepareBroker();
  return () => closeTestRun(testRunFolder());
}
