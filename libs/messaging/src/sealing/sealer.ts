import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { SealingKey } from './sealing-keys';
import { NoSealingKeyError, SealedDataError, SealingKeyGoneError } from './sealing.errors';

/**
 * Seals the one personal field of an event: compact JWE, `dir` with A256GCM, the key's id in the header. The header
 * also names the event (`evt`) and is authenticated, so sealed data cannot be moved to another event.
 */
export class Sealer {
  private readonly byId: ReadonlyMap<string, SealingKey>;

  constructor(private readonly keys: readonly SealingKey[]) {
    this.byId = new Map(keys.map((key) => [key.kid, key]));
  }

  /** With the first key. */
  async seal(value: unknown, eventId: string): Promise<string> {
    const [key] = this.keys;
    if (!key) throw new NoSealingKeyError();
    return new CompactEncrypt(Buffer.from(JSON.stringify(value)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid, evt: eventId })
      .encrypt(key.secret);
  }

  /** With the key that is named in the header, whichever of ours it is. */
  async open(sealed: unknown, eventId: string): Promise<unknown> {
    if (typeof sealed !== 'string') throw new SealedDataError();
    const { kid, evt } = headerOf(sealed);
    if (evt !== eventId) throw new SealedDataError();
    const key = this.byId.get(String(kid));
    if (!key) throw new SealingKeyGoneError(String(kid));
    const opened = await compactDecrypt(sealed, key.secret, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch(() => {
      throw new SealedDataError();
    });
    return JSON.parse(Buffer.from(opened.plaintext).toString('utf8')) as unknown;
  }
}

function headerOf(sealed: string): { kid?: unknown; evt?: unknown } {
  try {
    return decodeProtectedHeader(sealed);
  } catch {
    throw new SealedDataError();
  }
}
