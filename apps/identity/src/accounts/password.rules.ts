import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { DomainError } from '#libs/contracts';

/** OWASP's parameters for scrypt with 16 MiB: about a tenth of a second. */
const COST = { N: 2 ** 14, r: 8, p: 5 };
const MEMORY_LIMIT = 64 * 1024 * 1024;
const KEY_BYTES = 32;

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;

/** NIST SP 800-63B: length counts, rules on kinds of characters do not; the email address is the first guess. */
export function isAcceptablePassword(password: string, email: string): boolean {
  return password.length >= PASSWORD_MIN_LENGTH && password.length <= PASSWORD_MAX_LENGTH && password.toLowerCase() !== email.toLowerCase();
}

/** The hash of a password that nobody has: to look for an account that does not exist takes as long as for one that does. */
export const NOBODYS_HASH = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join('$');

/** `scrypt$N$r$p$salt$key`: the parameters stand with the hash, so that they can be raised later. */
export async function hashOfPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export async function matchesPassword(password: string, hash: string): Promise<boolean> {
  const [, n, r, p, salt, key] = hash.split('$');
  const expected = Buffer.from(key ?? '', 'base64url');
  const actual = await derive(password, Buffer.from(salt ?? '', 'base64url'), { N: Number(n), r: Number(r), p: Number(p) });
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** More passwords are to be hashed than this process can in a few seconds. */
export class HashingBusyError extends DomainError {
  readonly code = 'SIGN_IN.BUSY';
  readonly status = 429;
  readonly headers: Readonly<Record<string, string>> = { 'retry-after': String(HASHING_RETRY_SECONDS) };

  constructor() {
    super('Many people are signing in just now. Wait a few seconds, then try again.');
  }
}

export const HASHING_RETRY_SECONDS = 5;
const AT_ONCE = 2;
/** A few seconds of work: whoever comes later is told to come back instead of waiting for minutes. */
const WAITING_AT_MOST = 40;
let running = 0;
const waiting: (() => void)[] = [];

/** Two at a time: scrypt works in Node's four threads, which the whole process needs, for its database connections too. Throws `HashingBusyError`. */
async function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (running >= AT_ONCE && waiting.length >= WAITING_AT_MOST) throw new HashingBusyError();
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await new Promise((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: MEMORY_LIMIT }, (error, key) => {
        if (error) reject(error);
        else resolve(key);
      });
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
