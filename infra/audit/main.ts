import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDatabase } from '../launcher/environment';
import { StopWithSentence, say } from '../launcher/say';
import { SERVICES, databaseSettingOf, schemaOf, type ServiceName } from '../launcher/services';
import { withClient } from '../postgres/client';
import { verify, type Head } from './verify';

/** Where each chain ended when it was last verified, in the data folder: from then on nobody can cut it shorter unseen. */
const HEADS = 'audit-heads.json';
const CONNECT_WITHIN_MS = 10_000;

type Heads = Partial<Record<ServiceName, Head>>;

/** `npm run audit -- verify`: follows the chain of every service's audit trail; exit code 1 when one is broken. */
export async function main([what]: string[]): Promise<number> {
  if (what !== 'verify') throw new StopWithSentence('Say what to do with the audit trail, as in "npm run audit -- verify".');
  return withDatabase(SERVICES, {}, async ({ variables }) => {
    const file = join(variables['HUB_DATA_DIR'] ?? '.hub', HEADS);
    const seen = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Heads) : {};
    const heads: Heads = { ...seen };
    let isWhole = true;
    for (const service of SERVICES) {
      const verdict = await withClient(variables[databaseSettingOf(service)] ?? '', CONNECT_WITHIN_MS, (client) =>
        verify(client, schemaOf(service), seen[service]),
      ).catch((error: unknown) => {
        throw new StopWithSentence(`The audit trail of ${service} cannot be read: ${(error as Error).message}.`);
      });
      const { entries, unsealed, head, droppedUntil, broken } = verdict;
      const since = droppedUntil === undefined ? '' : `; months up to ${droppedUntil} were dropped`;
      const waiting = unsealed > 0 ? `; ${String(unsealed)} not yet in the chain` : '';
      if (broken === undefined) heads[service] = head;
      else isWhole = false;
      say(broken === undefined ? `${service}: ${String(entries)} entries hold${since}${waiting}` : `${service}: BROKEN, ${broken}`);
    }
    await writeFile(`${file}.${String(process.pid)}`, JSON.stringify(heads), { mode: 0o600 });
    await rename(`${file}.${String(process.pid)}`, file);
    return isWhole ? 0 : 1;
  });
}
