import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, headerOf } from './jwe';
import type { SealingKey } from './sealing-keys';
import { NoSealingKeyError, SealedDataError, SealingKeyGoneError } from './sealing.errors';

const KEY_BYTES = 32;

/** A key that one of the environment's keys has wrapped. */
export interface WrappedKey {
  /** Encrypted JWK (RFC 7517 §7); its authenticated header names the key that it holds. */
  readonly wrapped: string;
  /** Of SEALING_KEYS, which wrapped it. */
  readonly environmentKid: string;
}

/** Wraps the keys of persons with the environment's keys: the first wraps, all of them unwrap. */
export class KeyWrapping {
  private readonly byId: ReadonlyMap<string, SealingKey>;

  constructor(private readonly keys: readonly SealingKey[]) {
    this.byId = new Map(keys.map((key) => [key.kid, key]));
  }

  /** The key that wraps; throws when the process has none. */
  get first(): SealingKey {
    const [key] = this.keys;
    if (!key) throw new NoSealingKeyError();
    return key;
  }

  /** Those that may still have wrapped older keys. */
  get olderKids(): string[] {
    return this.keys.slice(1).map(({ kid }) => kid);
  }

  /** A new key of that name. */
  make(keyId: string): WrappedKey {
    return this.wrap({ kid: keyId, secret: randomBytes(KEY_BYTES) });
  }

  wrap({ kid, secret }: SealingKey): WrappedKey {
    const jwk = JSON.stringify({ kty: 'oct', k: Buffer.from(secret).toString('base64url') });
    return { wrapped: encrypt(this.first, jwk, { cty: 'jwk+json', key: kid }), environmentKid: this.first.kid };
  }

  /** Throws when its environment key is not held any more, or when it was wrapped under another name. */
  unwrap(keyId: string, wrapped: string): SealingKey {
    const { kid, key } = headerOf(wrapped);
    const wrapping = this.byId.get(String(kid));
    if (!wrapping) throw new SealingKeyGoneError(String(kid));
    if (key !== keyId) throw new SealedDataError();
    const { k } = JSON.parse(decrypt(wrapped, wrapping)) as { k: string };
    return { kid: keyId, secret: Buffer.from(k, 'base64url') };
  }
}
