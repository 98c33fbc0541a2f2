/** One key of SEALING_KEYS, ready for use. */
export interface SealingKey {
  readonly kid: string;
  /** 32 bytes, A256GCM. */
  readonly secret: Uint8Array;
}

/** Reads SEALING_KEYS; throws a sentence that completes "SEALING_KEYS …" and never repeats the value. */
export function asSealingKeys(text: string): readonly SealingKey[] {
  const keys = parsed(text);
  if (keys.length === 0) throw new Error('must hold at least one key');
  const read = keys.map((key, index) => readKey(key, index));
  if (new Set(read.map(({ kid }) => kid)).size < read.length) throw new Error('must give each key its own kid');
  return read;
}

function parsed(text: string): unknown[] {
  try {
    const set = JSON.parse(text) as { keys?: unknown } | null;
    if (Array.isArray(set?.keys)) return set.keys;
  } catch {
    // Told below, without the parser's words: they would repeat a part of the key.
  }
  throw new Error('must be a JWK set: {"keys":[{"kty":"oct","k":"…","kid":"…"}]}');
}

function readKey(key: unknown, index: number): SealingKey {
  const { kty, k, kid } = (key ?? {}) as { kty?: unknown; k?: unknown; kid?: unknown };
  const secret = typeof k === 'string' ? Buffer.from(k, 'base64url') : undefined;
  if (kty !== 'oct' || typeof kid !== 'string' || kid === '' || secret?.length !== 32) {
    throw new Error(`must hold symmetric keys of 32 bytes with a kid; key ${String(index + 1)} is not one`);
  }
  return { kid, secret };
}
