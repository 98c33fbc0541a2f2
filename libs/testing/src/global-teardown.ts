import { closeTestRun, testRunFolder } from './test-run';

export default async function globalTeardown(): Promise<void> {
  if (process.env['HUB_TEST_RUN_OWNER'] === String(process.pid)) await closeTestRun(testRunFolder());
}
