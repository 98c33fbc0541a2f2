import { brokerProblem, prepareBroker } from '../../../infra/kafka/start-broker';
import { closeAbandonedRuns, openTestRun } from './test-run';

/** Opens the run and finds out whether a Kafka can run here; servers start when the first spec asks for one. */
export default async function globalSetup(): Promise<void> {
  await closeAbandonedRuns();
  await openTestRun();
  process.env['HUB_TEST_KAFKA_PROBLEM'] = (await brokerProblem()) ?? '';
  await prepareBroker();
}
