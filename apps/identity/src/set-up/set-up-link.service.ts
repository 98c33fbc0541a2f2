import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProcessConfig, Transaction } from '#libs/platform';
import { AccountRepository } from '../accounts/account.repository';
import { hashOf } from '../hash.rules';
import { SetUpLinkSpentError } from './set-up.errors';

/** The link that lets the first person in. Only its hash is stored; it works once, for a day, and only while there are no accounts. */
@Injectable()
export class SetUpLinkService {
  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly config: ProcessConfig,
  ) {}

  /** Makes a link when nobody can sign in yet. Links of earlier starts stay good until their day is over. */
  async offer(): Promise<string | undefined> {
    if (!(await this.accounts.isEmpty())) return undefined;
    const token = randomBytes(24).toString('base64url');
    await this.transaction.run(() =>
      this.transaction.query(`INSERT INTO set_up_token (token_hash, expires_at) VALUES ($1, now() + interval '24 hours')`, [hashOf(token)]),
    );
    return `${this.config.publicUrl}/identity/setup/${token}`;
  }

  /** Throws `SetUpLinkSpentError` when the link does not work (any more). */
  async check(token: string): Promise<void> {
    const found = await this.transaction.read(`SELECT 1 FROM set_up_token WHERE token_hash = $1 AND expires_at > now()`, [hashOf(token)]);
    if (found.length === 0 || !(await this.accounts.isEmpty())) throw new SetUpLinkSpentError();
  }

  /** In the transaction that makes the first account: takes all links away, so that a second user waits here and then finds none. */
  async spend(token: string): Promise<void> {
    const taken = await this.transaction.query<{ token_hash: string; good: boolean }>(
      `DELETE FROM set_up_token RETURNING token_hash, expires_at > now() AS good`,
    );
    const isGood = taken.some(({ token_hash: hash, good }) => good && hash === hashOf(token));
    if (!isGood || !(await this.accounts.isEmpty())) throw new SetUpLinkSpentError();
  }
}
