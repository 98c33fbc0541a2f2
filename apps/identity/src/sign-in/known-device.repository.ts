import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { hashOf } from '../hash.rules';

/** After half a year without a sign-in the device is unknown again. */
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** Browsers on which somebody signed in, known by a cookie; only its hash is stored. One browser may know several people. */
@Injectable()
export class KnownDeviceRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Whether the account was signed in to with this cookie before. */
  async knows(token: string | undefined, accountId: string | undefined): Promise<boolean> {
    const found = await this.transaction.read(
      `SELECT 1 FROM known_device WHERE token_hash = $1 AND account_id = $2 AND last_used_at > now() - make_interval(secs => $3)`,
      [hashOf(token ?? ''), accountId ?? '00000000-0000-0000-0000-000000000000', DEVICE_SECONDS],
    );
    return found.length > 0;
  }

  /** In the transaction of the sign-in. Returns the cookie that the browser is to keep. */
  async remember(token: string | undefined, accountId: string): Promise<string> {
    const kept = token ?? randomBytes(32).toString('base64url');
    await this.transaction.query(
      `INSERT INTO known_device (token_hash, account_id, last_used_at) VALUES ($1, $2, now())
       ON CONFLICT ON CONSTRAINT known_device_pkey DO UPDATE SET last_used_at = now()`,
      [hashOf(kept), accountId],
    );
    return kept;
  }
}
