import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock';

/** What a data folder keeps for itself so that nothing has to be chosen by hand. */
export interface Secrets {
  /** Password of PostgreSQL's owner login. */
  owner: string;
  /** Password per role. */
  roles: Record<string, string>;
}

/** The data folder's passwords, with one for each of the roles; made on first use. */
export async function secretsOf(directory: string, roles: readonly string[]): Promise<Secrets> {
  const secrets = await kept<Secrets>(directory, 'secrets.json', () => ({ owner: password(), roles: {} }));
  const missing = roles.filter((role) => secrets.roles[role] === undefined);
  if (missing.length === 0) return secrets;
  for (const role of missing) secrets.roles[role] = password();
  await writeSecret(join(directory, 'secrets.json'), secrets);
  return secrets;
}

/** SEALING_KEYS of a data folder: a JWK set with one 256-bit key. Lose it and sealed personal data cannot be opened again. */
export async function sealingKeysOf(directory: string): Promise<string> {
  const make = () => ({ keys: [{ kty: 'oct', k: randomBytes(32).toString('base64url'), kid: randomUUID(), alg: 'A256GCM', use: 'enc' }] });
  return JSON.stringify(await kept(directory, 'sealing-keys.json', make));
}

/** IDENTITY_KEYS of a data folder: a JWK set with one private ES256 key, by which the hub signs its tokens. */
export async function identityKeysOf(directory: string): Promise<string> {
  const make = () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES256', use: 'sig' }] };
  };
  return JSON.stringify(await kept(directory, 'identity-keys.json', make));
}

/** Reads a kept secret; makes it once, also when two commands start at the same moment. */
async function kept<T>(directory: string, name: string, make: () => T): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return withLock(join(directory, 'secrets.lock'), async () => {
    const file = join(directory, name);
    if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as T;
    const made = make();
    await writeSecret(file, made);
    return made;
  });
}

async function writeSecret(file: string, value: unknown): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(value, null, 2), { mode: 0o600 });
  await chmod(unfinished, 0o600);
  await rename(unfinished, file);
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
