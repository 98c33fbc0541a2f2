import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealingKey } from './sealing-keys';
import { NoSealingKeyError, SealedDataError, SealingKeyGoneError } from './sealing.errors';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;

/**
 * Seals the one personal field of an event: compact JWE (RFC 7516), `dir` with A256GCM, the key's id in the header. The
 * header also names the event (`evt`) and is authenticated, so sealed data cannot be moved to another event. Written
 * out here because this is on the path of every referral, where jose's WebCrypto showed in profiles;
 * a spec holds it against jose in both directions.
 */
export class Sealer {
  private readonly byId: ReadonlyMap<string, SealingKey>;

  constructor(private readonly keys: readonly SealingKey[]) {
    this.byId = new Map(keys.map((key) => [key.kid, key]));
  }

  /** With the first key. */
  seal(value: unknown, eventId: string): string {
    const [key] = this.keys;
    if (!key) throw new NoSealingKeyError();
    const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: key.kid, evt: eventId })).toString('base64url');
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key.secret, iv).setAAD(Buffer.from(header, 'ascii'));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return [header, '', ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
  }

  /** With the key that is named in the header, whichever of ours it is. */
  open(sealed: unknown, eventId: string): unknown {
    const [header = '', direct, iv = '', text = '', tag = '', ...more] = typeof sealed === 'string' ? sealed.split('.') : [];
    const { alg, enc, kid, evt } = headerOf(header);
    if (alg !== 'dir' || enc !== 'A256GCM' || evt !== eventId || direct !== '' || more.length > 0) throw new SealedDataError();
    const key = this.byId.get(String(kid));
    if (!key) throw new SealingKeyGoneError(String(kid));
    try {
      const tagBytes = Buffer.from(tag, 'base64url');
      const decipher = createDecipheriv(CIPHER, key.secret, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(header, 'ascii')).setAuthTag(tagBytes);
      const clear = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
      return JSON.parse(clear.toString('utf8')) as unknown;
    } catch {
      throw new SealedDataError();
    }
  }
}

function headerOf(header: string): { alg?: unknown; enc?: unknown; kid?: unknown; evt?: unknown } {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object;
  } catch {
    throw new SealedDataError();
  }
}
