import { closeTestRun, testRunFolder } from './test-run';

export default async function globalTeardown(): Promise<void> {
  await closeTestRun(testRunFolder());
}
