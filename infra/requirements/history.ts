import { execFileSync } from 'node:child_process';
import { OPEN_FILE, ROWS_FILE, openOf, rowsOf, type OpenRow } from './requirement-rows';

/**
 * Rows that stand open now although an earlier commit had them as rows and not open, and that do not say what of them is not proven: the
 * list has grown and nobody said why. It is held against each committed
 * version of itself, not against one chosen commit, so that it does not matter how many commits a change has, where it branched off, or
 * whether there is a remote. A row that is new may stand open. A clone without its history (or a copy without git) is held against what it has.
 */
export function grownSince(root: string, open: readonly OpenRow[]): string[] {
  const closed = new Set(commitsOf(root).flatMap((commit) => closedIn(root, commit)));
  return open.flatMap(({ id, missing }) => (missing === undefined && closed.has(id) ? [id] : []));
}

function closedIn(root: string, commit: string): string[] {
  const open = new Set(openOf(git(root, 'show', `${commit}:./${OPEN_FILE}`)).map(({ id }) => id));
  return rowsOf(git(root, 'show', `${commit}:./${ROWS_FILE}`)).flatMap(({ id }) => (open.has(id) ? [] : [id]));
}

function commitsOf(root: string): string[] {
  return git(root, 'log', '--format=%H', '--diff-filter=AMR', '--', OPEN_FILE).split('\n').filter(Boolean);
}

/** What git prints; nothing where it has nothing to say: no repository, or a file that a commit does not have. */
function git(root: string, ...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  } catch {
    return '';
  }
}
