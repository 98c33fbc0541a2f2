// What can be said of the sources without running them. Runs every check and tells all that failed, not the first.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Checks that run at once: each loads all the sources, and the machine is taken to have two cores. */
const AT_ONCE = 2;

/**
 * The checks, in the order in which they begin: the longest first. Add a line for a new one. `program` is a script in node_modules, or
 * one of ours in `dist/` or `infra/`; what it prints is shown when it fails.
 */
const CHECKS = [
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['--max-warnings', '0', 'apps', 'libs', 'infra'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tsconfig.base.json'] },
  { name: "types of the console's pages", program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'apps/console/pages/tsconfig.json'] },
  { name: "types of the console's server", program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'apps/console/tsconfig.json'] },
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'import rules',
    program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'infra'],
  },
  { name: 'unused code', program: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'folder names', program: 'infra/verify-names.mjs', args: [] },
];

/** Runs all checks; answers the names of those that failed. */
export async function verify() {
  const failed = [];
  const waiting = [...CHECKS];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { name, code, output, seconds } = await run(check);
      process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)\n`);
      if (code === 0) continue;
      process.stdout.write(`${output.trimEnd()}\n`);
      failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return failed;
}

async function run({ name, program, args }) {
  const began = Date.now();
  const file = /^(dist|infra)\//.test(program) ? join(ROOT, program) : join(ROOT, 'node_modules', program);
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.once('close', resolve).once('error', (error) => {
      output += error.message;
      resolve(1);
    });
  });
  return { name, code, output, seconds: (Date.now() - began) / 1000 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failed = await verify();
  if (failed.length > 0) process.stdout.write(`Not in order: ${failed.join(', ')}.\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
