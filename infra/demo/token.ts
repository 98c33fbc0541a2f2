import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StopWithSentence } from '../launcher/say';
import { type DemoIdentities, IDENTITIES_FILE, tokenFor } from './identities';

/** Data folders of the demo and of `npm start`, in the order in which they are looked at. */
const FOLDERS = ['.hub-demo', '.hub'];

/** `npm run token -- <identity>`: a bearer token and nothing else on standard output. */
export async function main([name = '']: string[]): Promise<void> {
  const demo = await readIdentities();
  const known = Object.keys(demo.identities).sort().join(', ');
  if (!(name in demo.identities)) {
    throw new StopWithSentence(
      name === '' ? `Say whose token, as in "npm run token -- gp": ${known}.` : `There is no identity "${name}": choose from ${known}.`,
    );
  }
  const token = await tokenFor(demo, name).catch((error: unknown) => {
    if (!isUnreachable(error)) throw new StopWithSentence(`The hub at ${demo.url} gave no token: ${(error as Error).message}`);
    throw new StopWithSentence(`The hub is not running at ${demo.url}: start it with "npm run demo" and try again.`);
  });
  process.stdout.write(`${token}\n`);
}

async function readIdentities(): Promise<DemoIdentities> {
  const folders = process.env['HUB_DATA_DIR'] ? [process.env['HUB_DATA_DIR']] : FOLDERS;
  for (const folder of folders) {
    const text = await readFile(join(resolve(folder), IDENTITIES_FILE), 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as DemoIdentities;
  }
  throw new StopWithSentence(`There are no demo identities in ${folders.join(' or ')}: start the demo with "npm run demo" and try again.`);
}

function isUnreachable(error: unknown): boolean {
  return (error as Error).message === 'fetch failed';
}
