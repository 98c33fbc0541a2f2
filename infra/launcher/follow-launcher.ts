import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes';

/**
 * Loaded by `--require` into an app that the launcher starts: when the launcher is gone, however it went, the app stops in order,
 * so that no hub without its launcher keeps the port, and takes along the embedded PostgreSQL that nobody uses any more.
 */
process.once('disconnect', () => {
  process.once('exit', stopForsakenServer);
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();

function stopForsakenServer(): void {
  const directory = process.env['HUB_DATA_DIR'] ?? '';
  try {
    if (readdirSync(join(directory, 'postgres.users')).some((pid) => isAlive(Number(pid)))) return;
    const pid = Number(readFileSync(join(directory, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    if (pid > 0) process.kill(pid, 'SIGINT');
  } catch {
    // There is no embedded server, or it has stopped.
  }
}
