import type { FoundKey, Keyring } from '../keyring/keyring';
import { decrypt, encrypt, headerOf } from './jwe';
import type { SealingKey } from './sealing-keys';
import { NoSealingKeyError, SealedDataError, SealingKeyGoneError } from './sealing.errors';

export type FoundKeys = ReadonlyMap<string, FoundKey>;

const NONE: FoundKeys = new Map();

/**
 * Seals the one personal field of an event: a compact JWE with the person's key, or with the environment's where the
 * event names no person. The header also names the event (`evt`) and is authenticated, so sealed data cannot be moved
 * to another event.
 */
export class Sealer {
  private readonly byId: ReadonlyMap<string, SealingKey>;

  /** Without `keyring` everything is sealed with the environment's first key. */
  constructor(
    private readonly keys: readonly SealingKey[],
    private readonly keyring?: Keyring,
  ) {
    this.byId = new Map(keys.map((key) => [key.kid, key]));
  }

  /** The key for a person's data; at once when this process knows it. Rejects with `PersonErasedError` when it was erased. */
  keyFor(personId: string | undefined): SealingKey | Promise<SealingKey> {
    const [first] = this.keys;
    if (!first) throw new NoSealingKeyError();
    return personId !== undefined && this.keyring ? this.keyring.keyOf(personId) : first;
  }

  /** With the environment's first key, unless another is given. */
  seal(value: unknown, eventId: string, key = this.keys[0]): string {
    if (!key) throw new NoSealingKeyError();
    return encrypt(key, JSON.stringify(value), { evt: eventId });
  }

  /** The persons' keys that these sealed fields need, in one query at most; what is no sealed data is left for `open` to refuse. */
  async keysOf(sealed: readonly unknown[]): Promise<FoundKeys> {
    if (!this.keyring) return NONE;
    const kids = sealed.map(kidOf).filter((kid) => kid !== undefined && !this.byId.has(kid)) as string[];
    return kids.length === 0 ? NONE : this.keyring.find(kids);
  }

  /** With the key that is named in the header: one of the environment's, or one of those that `keysOf` found. */
  open(sealed: unknown, eventId: string, found: FoundKeys = NONE): unknown {
    const { kid, evt } = headerOf(sealed);
    if (evt !== eventId) throw new SealedDataError();
    const key = this.byId.get(String(kid)) ?? found.get(String(kid));
    if (!key) throw new SealingKeyGoneError(String(kid));
    if ('fault' in key) throw key.fault;
    const clear = decrypt(sealed as string, key);
    try {
      return JSON.parse(clear) as unknown;
    } catch {
      throw new SealedDataError();
    }
  }
}

function kidOf(sealed: unknown): string | undefined {
  try {
    const { kid } = headerOf(sealed);
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
