import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock';
import { isAlive } from './processes';
import { StopWithSentence } from './say';

/**
 * Lets one hub at a time run on a data folder: two would tell the world two addresses for one issuer and one set of links. Other commands
 * (`npm run token`, `npm run migrate`, single services) may use the folder beside it. Resolves to what gives the folder back.
 */
export function onlyHub(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'hub.pid');
  return withLock(join(directory, 'hub.lock'), async () => {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && holder !== process.pid && (await isLauncher(holder))) {
      throw new StopWithSentence(
        `Another hub (process ${holder}) runs on the data folder ${directory}: stop it, or give this one a folder and a port of its own, as in "HUB_DATA_DIR=.hub-2 PORT=3001 npm start".`,
      );
    }
    await writeFile(file, String(process.pid), { mode: 0o600 });
    return () => rm(file, { force: true });
  });
}

/** After a restart of the machine the number in the file may belong to another program. */
async function isLauncher(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'node');
  return command.includes('node');
}
