import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { personToken } from '#libs/testing';
import { StopWithSentence } from '../launcher/say';
import { askSecretly } from './ask-secretly';
import { type DemoIdentities, IDENTITIES_FILE, tokenFor } from './identities';

/** Data folders of the demo and of `npm start`, in the order in which they are looked at. */
const FOLDERS = ['.hub-demo', '.hub'];

/**
 * A bearer token and nothing else on standard output: `npm run token -- <identity>` for an identity of the demo,
 * `npm run token -- --email <address>` for an account of one's own at PUBLIC_URL, whose password is asked for.
 */
export async function main([name = '', address = '']: string[], ask = askSecretly): Promise<void> {
  const token = name === '--email' ? await tokenOfAccount(address, ask) : await tokenOfIdentity(name);
  process.stdout.write(`${token}\n`);
}

/** Signs in as the console does, by PKCE, at the hub of PUBLIC_URL. */
async function tokenOfAccount(email: string, ask: (question: string) => Promise<string>): Promise<string> {
  if (!email.includes('@')) throw new StopWithSentence('Say whose token, as in "npm run token -- --email you@example.org".');
  const url = (process.env['PUBLIC_URL'] || `http://localhost:${process.env['PORT'] || '3000'}`).replace(/\/$/, '');
  const password = await ask(`Password of ${email} at ${url}: `);
  return personToken({ issuer: `${url}/identity`, email, password }).catch((error: unknown) => {
    if (isUnreachable(error)) throw new StopWithSentence(`No hub answers at ${url}: start it, or say where it is with PUBLIC_URL.`);
    throw new StopWithSentence((error as Error).message);
  });
}

async function tokenOfIdentity(name: string): Promise<string> {
  const demo = await readIdentities();
  const known = Object.keys(demo.identities).sort().join(', ');
  if (!(name in demo.identities)) {
    throw new StopWithSentence(
      name === '' ? `Say whose token, as in "npm run token -- gp": ${known}.` : `There is no identity "${name}": choose from ${known}.`,
    );
  }
  return tokenFor(demo, name).catch((error: unknown) => {
    if (!isUnreachable(error)) throw new StopWithSentence(`The hub at ${demo.url} gave no token: ${(error as Error).message}`);
    throw new StopWithSentence(`The hub is not running at ${demo.url}: start it with "npm run demo" and try again.`);
  });
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
