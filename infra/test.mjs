// `npm test`: without a path everything that decides whether a change may land, with paths only those tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, buildIfOlder } from './build.mjs';
import { verify } from './verify.mjs';

/** Runs the build, the checks and the tests; the last line counts them, a failed check or an unreadable spec being a failure too. */
export async function runTests(args) {
  const everything = !args.some((arg) => !arg.startsWith('-'));
  const built = await buildIfOlder().then(
    () => true,
    (error) => process.stdout.write(`${error.message}\n`) && false,
  );
  const broker = built ? fetchBroker() : Promise.resolve();
  const failedChecks = everything ? await verify() : [];
  await broker;
  const tests = built ? await runJest(args) : { passed: 0, failed: 1, skipped: 0, ok: false };
  if (failedChecks.length > 0) process.stdout.write(`Not in order: ${failedChecks.join(', ')}.\n`);
  const failed = tests.failed + failedChecks.length;
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
  await new Promise((resolve) => process.stdout.write(`\n${tests.passed} passed, ${failed} failed${skipped}\n`, resolve));
  return failed === 0 && tests.ok ? 0 : 1;
}

/** `npm run fuzz -- 20000 7`: so many mutations of the seed 7, of a seed of its own each time unless one is given. */
export async function runFuzz([count = '20000', seed = String(Date.now() % 1_000_000)]) {
  if (![count, seed].every((each) => /^\d+$/.test(each)))
    throw new Error('npm run fuzz takes a number of mutations and, after it, a seed.');
  await buildIfOlder();
  Object.assign(process.env, { FUZZ_MUTATIONS: count, FUZZ_SEED: seed });
  const { passed, failed } = await runJest(['apps/hub/test/pipeline-fuzz']);
  return passed > 0 && failed === 0 ? 0 : 1;
}

/** Downloads the broker's jars, if they are missing, while the checks run; the tests say it when that failed. */
function fetchBroker() {
  return createRequire(import.meta.url)('../dist/infra/kafka/start-broker.js')
    .prepareBroker()
    .catch(() => undefined);
}

async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-jest-'));
  const report = join(folder, 'report.json');
  const flags = ['--json', '--outputFile', report, ...(process.env.CI ? ['--forceExit'] : []), ...args]; // CI must end also when a test leaves something open
  try {
    // With --json jest prints the report on standard output too; its progress goes to the error stream, which we show.
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), ...flags], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 1],
    });
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    return { ...count(report), ok: code === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const skipped = result.numPendingTests + result.numTodoTests;
    return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
