import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where root keeps what PostgreSQL's own account must reach when the clone or data folder lies where that account may not enter. */
const SHELTER = '/var/lib/social-prescribing-hub';

/** A place in the shelter, which every account may enter. */
export async function sheltered(name: string): Promise<string> {
  await mkdir(SHELTER, { recursive: true });
  await chmod(SHELTER, 0o755);
  return join(SHELTER, name);
}

/** Makes a folder in the shelter for the data that belongs to `link`. */
export async function shelteredData(name: string, link: string): Promise<string> {
  await removeForsaken();
  const folder = await sheltered(name);
  await mkdir(folder, { mode: 0o700 });
  await writeFile(`${folder}.of`, link, { mode: 0o600 });
  return folder;
}

/** Removes data whose data folder was deleted: without that folder's passwords nobody can read it again. */
async function removeForsaken(): Promise<void> {
  if (!existsSync(SHELTER)) return;
  for (const name of (await readdir(SHELTER)).filter((entry) => entry.endsWith('.of'))) {
    const note = join(SHELTER, name);
    if (existsSync(await readFile(note, 'utf8'))) continue;
    await rm(note.slice(0, -'.of'.length), { recursive: true, force: true });
    await rm(note);
  }
}
