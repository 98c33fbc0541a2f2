import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { hashOf } from '../hash.rules';
import { AccountLinkSpentError } from './account.errors';

export interface AccountLink {
  /** Stands in the link and nowhere else. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Links by which people choose their passwords. Only hashes are stored; each works once, and the newest of an account alone. */
@Injectable()
export class AccountLinkRepository {
  constructor(private readonly transaction: Transaction) {}

  async make(accountId: string, now: Date, lifeMs: number): Promise<AccountLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + lifeMs);
    await this.removeAll(accountId);
    await this.transaction.query(`INSERT INTO account_link (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`, [
      hashOf(token),
      accountId,
      now,
      expiresAt,
    ]);
    return { token, expiresAt };
  }

  /** The account of a link that works; throws `AccountLinkSpentError`. */
  async accountOf(token: string, now: Date): Promise<string> {
    const rows = await this.transaction.read<{ account_id: string }>(
      `SELECT account_id FROM account_link WHERE token_hash = $1 AND expires_at > $2`,
      [hashOf(token), now],
    );
    return accountIn(rows);
  }

  /** Takes the link away, so that of two who use it at once one finds none; throws `AccountLinkSpentError`. */
  async spend(token: string, now: Date): Promise<string> {
    const rows = await this.transaction.query<{ account_id: string }>(
      `DELETE FROM account_link WHERE token_hash = $1 AND expires_at > $2 RETURNING account_id`,
      [hashOf(token), now],
    );
    return accountIn(rows);
  }

  async removeAll(accountId: string): Promise<void> {
    await this.transaction.query(`DELETE FROM account_link WHERE account_id = $1`, [accountId]);
  }

  async wasMadeSince(accountId: string, since: Date): Promise<boolean> {
    const rows = await this.transaction.query(`SELECT 1 FROM account_link WHERE account_id = $1 AND created_at > $2`, [accountId, since]);
    return rows.length > 0;
  }
}

function accountIn([row]: readonly { account_id: string }[]): string {
  if (!row) throw new AccountLinkSpentError();
  return row.account_id;
}
