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
  const tests = built ? await runVitest(args) : { passed: 0, failed: 1, skipped: 0, ok: false };
  if (failedChecks.length > 0) process.stdout.write(`Not in order: ${failedChecks.join(', ')}.\n`);
  const failed = (tests.ok ? 0 : Math.max(1, tests.failed)) + failedChecks.length; // an error outside of any test fails the run too
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
  const { passed, failed } = await runVitest(['apps/hub/test/pipeline-fuzz']);
  return passed > 0 && failed === 0 ? 0 : 1;
}

/** Downloads the broker's jars, if they are missing, while the checks run; the tests say it when that failed. */
function fetchBroker() {
  return createRequire(import.meta.url)('../dist/infra/kafka/start-broker.js')
    .prepareBroker()
    .catch(() => undefined);
}

async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-tests-report-'));
  const report = join(folder, 'report.json');
  const flags = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args];
  try {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...flags], { cwd: ROOT, stdio: 'inherit' });
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    return { ...count(report), ok: code === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const unreadable = result.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
    );
    const skipped = result.numPendingTests + result.numTodoTests;
    return { passed: result.numPassedTests, failed: result.numFailedTests + unreadable.length, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
