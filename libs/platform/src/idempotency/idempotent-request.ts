import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Principal } from '../auth/principal';

/** What a write answered: as much of it as a repeat needs. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A write with its `Idempotency-Key`, as the database may know it. Neither key, caller nor request can be read from what is stored: they are
 * hashes, and the answer (which may hold a secret that is shown once) is sealed with the key, which only its client has.
 */
export class IdempotentRequest {
  /** The key of this caller for this route; another caller's equal key is another one. */
  readonly id: Buffer;
  /** What a repeat must have in common with the first: address and body. */
  readonly requestHash: Buffer;

  /** `route` is the pattern with its method, `POST /api/caseload/cases/:id/allocate`; `address` the one called, with its query. */
  constructor(
    private readonly key: string,
    caller: Principal,
    request: { readonly route: string; readonly address: string; readonly body: unknown },
  ) {
    // People and systems have one issuer each, so kind and subject say who calls.
    this.id = hashOf([caller.kind, caller.subject, caller.organisationId, request.route, key]);
    this.requestHash = hashOf([request.address, request.body ?? null]);
  }

  seal(answer: Answer): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.secret(), iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  open(sealed: Buffer): Answer {
    const decipher = createDecipheriv(CIPHER, this.secret(), sealed.subarray(0, IV_BYTES));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as Answer;
  }

  private secret(): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, this.id, 'idempotent answer', 32));
  }
}

function hashOf(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
