// Brings node_modules and dist up to date. No dependencies: it runs before there are any. Run by itself it builds what is older.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const LOCK = join(ROOT, '.hub-build');
const SERVICES = {
  stamp: join(ROOT, 'dist/.services'),
  sources: ['apps', 'libs', 'infra', '.swcrc', 'package-lock.json'],
  besides: /^apps\/console\/|\.(e2e-)?spec\.ts$/,
};
const CONSOLE = {
  stamp: join(ROOT, 'dist/.console'),
  sources: ['apps/console', 'infra/build-console.mjs', 'libs/contracts/src', 'package-lock.json'],
  besides: /\.spec\.tsx?$/,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildIfOlder().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}

/** Runs `npm ci` when node_modules is missing or was made from an older lockfile. */
export async function installIfOlder() {
  if (isInstalled()) return;
  await withBuildLock(async () => {
    if (isInstalled()) return;
    progress('Installing the dependencies (npm ci) …');
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    await run(
      [...npm, 'ci', '--include=dev', '--loglevel=error'],
      'The dependencies could not be installed: is the npm registry reachable?',
    );
  });
}

/** Builds the services, and the console, each when its sources are not those of the last build. */
export async function buildIfOlder() {
  await ifChanged(SERVICES, 'Building the services …', async () => {
    const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const flags = ['--out-dir', 'dist', '--copy-files', '--quiet', '--ignore', '**/console/**,infra/*.mjs,**/*.spec.ts,**/*.e2e-spec.ts'];
    await run([process.execPath, swc, 'apps', 'libs', 'infra', ...flags], 'The services could not be built.');
    removeLeftovers(join(ROOT, 'dist'));
  });
  if (!existsSync(join(ROOT, 'apps/console/index.html'))) return;
  await ifChanged(CONSOLE, 'Building the console …', () =>
    run([process.execPath, 'infra/build-console.mjs'], 'The console could not be built.'),
  );
}

function isInstalled() {
  const installed = statSync(join(ROOT, 'node_modules/.package-lock.json'), { throwIfNoEntry: false });
  return installed !== undefined && installed.mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs;
}

/** Lets one launcher at a time install and build; the lock of one that was killed is taken over. */
async function withBuildLock(work) {
  for (let told = false; !take(); await delay(200)) {
    const holder = Number(readHolder());
    if (holder > 0 ? !isAlive(holder) : ageOf(LOCK) > 5_000) rmSync(LOCK, { recursive: true, force: true });
    else if (!told) progress('Another command of this clone is installing or building; waiting for it …');
    told = true;
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function take() {
  try {
    mkdirSync(LOCK);
    writeFileSync(join(LOCK, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Error(`This clone belongs to another user (${error.path}): clone it into a folder of your own.`, { cause: error });
  }
}

function readHolder() {
  return existsSync(join(LOCK, 'pid')) ? readFileSync(join(LOCK, 'pid'), 'utf8') : '';
}

function ageOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? Date.now() - found.mtimeMs : 0;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function ifChanged({ stamp, sources, besides }, line, build) {
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(sources, besides);
  if (isCurrent()) return;
  await withBuildLock(async () => {
    if (isCurrent()) return;
    progress(line);
    const built = fingerprint(sources, besides);
    await build();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, built);
  });
}

/** Name, size and time of every source: also a removed or an older file (another branch) makes the build out of date. */
function fingerprint(sources, besides) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesUnder(join(ROOT, source)))) {
    const name = relative(ROOT, path);
    if (besides.test(name)) continue;
    const { size, mtimeMs } = statSync(path);
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Removes built files whose source is gone; a migration that was renamed must not run under both names. */
function removeLeftovers(dist) {
  for (const folder of ['apps', 'libs', 'infra']) {
    for (const built of filesUnder(join(dist, folder))) {
      const source = join(ROOT, relative(dist, built)).replace(/\.map$/, '');
      if (built.startsWith(join(dist, 'apps/console'))) continue;
      if (!existsSync(source) && !existsSync(source.replace(/\.js$/, '.ts'))) rmSync(built);
    }
  }
}

function progress(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command, its output on our error stream, so that a result on standard output stays alone. While it runs the lock is its own: when
 * this launcher is killed, the next one waits for the command, instead of installing into the same folder beside it.
 */
async function run([command, ...args], sentence) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  const stop = (signal) => child.kill(signal);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  if (child.pid) writeFileSync(join(LOCK, 'pid'), String(child.pid));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  writeFileSync(join(LOCK, 'pid'), String(process.pid));
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (code !== 0) throw new Error(sentence);
}
