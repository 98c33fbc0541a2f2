import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StopWithSentence } from '../launcher/say';

/** The operating system's account that PostgreSQL runs under, or undefined for the caller's own. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it the `postgres` account, made if it is missing. Everybody else runs it themselves. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp();
  if (known) return known;
  try {
    execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'ignore' });
    execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    throw new StopWithSentence(
      'PostgreSQL does not run as root and no account "postgres" could be made for it: run this as another user, or make one with "useradd --system postgres".',
    );
  }
  const made = lookUp();
  if (!made) throw new StopWithSentence('The account "postgres" was made but cannot be found: run this as a user other than root.');
  return made;
}

function lookUp(): ServerAccount | undefined {
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function id(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** Whether the account may enter the folder and every folder above it; a clone under /root usually cannot be entered. */
export function canEnter(folder: string, account: ServerAccount | undefined): boolean {
  if (!account) return true;
  for (let current = resolve(folder); ; current = dirname(current)) {
    const found = statSync(current, { throwIfNoEntry: false });
    if (found && !mayPass(found, account)) return false;
    if (current === dirname(current)) return true;
  }
}

function mayPass(folder: { uid: number; gid: number; mode: number }, account: ServerAccount): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
