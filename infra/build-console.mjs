// Builds the console: its pages into dist/console, which the hub serves, and the small server of them into dist/apps/console.
// A second run without a change of the sources does nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'dist/console/.sources');
const SOURCES = ['apps/console', 'infra/build-console.mjs', 'package-lock.json', '.swcrc', 'tsconfig.base.json', 'libs/contracts/src'];

const sources = fingerprint();
const isCurrent = existsSync(STAMP) && existsSync(join(ROOT, 'dist/apps/console/src/index.js')) && readFileSync(STAMP, 'utf8') === sources;
if (!isCurrent) {
  node('vite/bin/vite.js', 'build', 'apps/console', '--logLevel', 'warn');
  node('@swc/cli/bin/swc.js', 'apps/console/src', '--out-dir', 'dist', '--quiet', '--ignore', '**/*.spec.ts');
  writeFileSync(STAMP, sources);
}

/** The names and contents of all sources. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesUnder(join(ROOT, source)))) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => filesUnder(join(path, entry.name)))
    .sort();
}

function node(program, ...args) {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', program), ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
