import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { InvalidRequestError, SERVICES } from '#libs/contracts';

/** SMART 2 system scopes with their letters in order, and the hub's own; nothing else can be granted to a client. */
const SMART = /^system\/[A-Z][A-Za-z]+\.(?=[cruds])c?r?u?d?s?$/;
const HUB = new RegExp(`^hub/(${SERVICES.join('|')})\\.(read|write)$`);

/** The console's own client id: no system may carry it. */
export const CONSOLE_CLIENT_ID = 'console';

export const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{2,99}$/;

export function isGrantableScope(scope: unknown): boolean {
  return typeof scope === 'string' && (SMART.test(scope) || HUB.test(scope));
}

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
const RSA_MODULUS_CHARACTERS = 342;

/** A set of public EC P-256, EC P-384 or RSA (2048 bits or more) keys, each with a `kid`. */
export function isPublicKeySet(value: unknown): boolean {
  const keys = (value as { keys?: unknown } | null | undefined)?.keys;
  return Array.isArray(keys) && keys.length > 0 && keys.length <= 10 && keys.every(isPublicKey);
}

function isPublicKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const key = value as Record<string, unknown>;
  if (typeof key.kid !== 'string' || key.kid === '' || PRIVATE_MEMBERS.some((member) => member in key)) return false;
  if (key.kty === 'EC') return (key.crv === 'P-256' || key.crv === 'P-384') && isText(key.x) && isText(key.y);
  return key.kty === 'RSA' && isText(key.n) && key.n.length >= RSA_MODULUS_CHARACTERS && isText(key.e);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A secret of 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_OVERLAP_DAYS = 30;

/** Until when the credentials before a rotation open too: as asked, a day where nobody asked. Throws `InvalidRequestError`. */
export function overlapEnd(asked: string | undefined, now: Date): Date {
  const end = asked === undefined ? new Date(now.getTime() + DAY_MS) : new Date(asked);
  if (end.getTime() <= now.getTime() + LONGEST_OVERLAP_DAYS * DAY_MS) return end;
  const detail = `The overlap may last ${String(LONGEST_OVERLAP_DAYS)} days at most.`;
  throw new InvalidRequestError([{ pointer: '/previousUntil', code: 'too-late', detail }]);
}

/** Throws `InvalidRequestError` when a new key carries the `kid` of a present one and is another key: both must open for a while. */
export function refuseReusedKeyIds(keys: readonly JWK[], present: readonly JWK[]): void {
  const problems = keys.flatMap((key, index) => {
    const other = present.find(({ kid }) => kid === key.kid);
    if (!other || (other.x === key.x && other.n === key.n)) return [];
    return [
      { pointer: `/jwks/keys/${String(index)}/kid`, code: 'reused', detail: 'Another key of this client has this kid: choose another.' },
    ];
  });
  if (problems.length > 0) throw new InvalidRequestError(problems);
}
