import { brokerProblem, prepareBroker } from '../../../infra/kafka/start-broker';
import { closeAbandonedRuns, openTestRun } from './test-run';

/**
 * Opens the run and finds out whether a Kafka can run here; servers start when the first spec asks for one. Whoever starts jest many times
 * has opened a run for all of them: then it is theirs to close.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env['HUB_TEST_RUN'] !== undefined) return;
  await closeAbandonedRuns();
  await openTestRun();
  process.env['HUB_TEST_RUN_OWNER'] = String(process.pid);
  process.env['HUB_TEST_KAFKA_PROBLEM'] = (await brokerProblem()) ?? '';
  await prepareBroker();
}
