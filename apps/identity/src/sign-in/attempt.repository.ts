import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { hashOf } from '../hash.rules';

/** Failures within this time count together; a try while locked does not prolong the lock. */
export const LOCKED_FOR_SECONDS = 15 * 60;
/** Of one account from one client. */
const TRIES_OF_PAIR = 5;
/** From one address, at whatever accounts: one password tried on many. */
const TRIES_OF_ADDRESS = 30;

/** From where a try comes: a device on which the account was signed in to before, or else an address. */
export type Client = { readonly device: string } | { readonly address: string };

/** What a try meets. */
export interface CountedAttempt {
  /** How many more the account and the client have together; undefined when they, or the address, are locked. */
  readonly left: number | undefined;
  /** Failures at the account from everywhere but known devices; this try among them. */
  readonly ofAccount: number;
}

/**
 * Counts tries, also at addresses that have no account: being locked must not tell which exist. What a stranger does never locks an owner
 * out, since a lock belongs to the account and the client together.
 */
@Injectable()
export class AttemptRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Counts a try before its password is looked at, so that many at once are still counted one by one. */
  count(email: string, client: Client): Promise<CountedAttempt> {
    return this.transaction.run(async () => {
      const isKnown = 'device' in client;
      const ofAddress = isKnown ? 0 : await this.increase(addressKey(client.address), TRIES_OF_ADDRESS);
      const ofPair = ofAddress === undefined ? undefined : await this.increase(pairKey(email, client), TRIES_OF_PAIR);
      const ofAccount = isKnown || ofPair === undefined ? 0 : await this.increase(accountKey(email), Number.MAX_SAFE_INTEGER);
      return { left: ofPair === undefined ? undefined : TRIES_OF_PAIR - ofPair, ofAccount: ofAccount ?? 0 };
    });
  }

  /** Whoever got in starts from nothing next time; the address has its try back. In the transaction of the sign-in. */
  async forget(email: string, client: Client): Promise<void> {
    await this.transaction.query(`DELETE FROM sign_in_attempt WHERE counted_hash = ANY ($1)`, [
      [pairKey(email, client), accountKey(email)].map(hashOf),
    ]);
    if ('device' in client) return;
    await this.transaction.query(`UPDATE sign_in_attempt SET failures = failures - 1 WHERE counted_hash = $1 AND failures > 0`, [
      hashOf(addressKey(client.address)),
    ]);
  }

  private async increase(key: string, limit: number): Promise<number | undefined> {
    const [row] = await this.transaction.query<{ failures: number }>(
      `INSERT INTO sign_in_attempt AS known (counted_hash, failures, last_failed_at) VALUES ($1, 1, now())
       ON CONFLICT ON CONSTRAINT sign_in_attempt_pkey DO UPDATE
         SET failures = CASE WHEN known.last_failed_at < now() - make_interval(secs => $3) THEN 1 ELSE least(known.failures + 1, 1000000) END,
             last_failed_at = now()
         WHERE known.failures < $2 OR known.last_failed_at < now() - make_interval(secs => $3)
       RETURNING failures`,
      [hashOf(key), Math.min(limit, 2_000_000), LOCKED_FOR_SECONDS],
    );
    return row?.failures;
  }
}

const normal = (email: string): string => email.trim().toLowerCase();
const accountKey = (email: string): string => `account ${normal(email)}`;
const addressKey = (address: string): string => `address ${address}`;
const pairKey = (email: string, client: Client): string => `pair ${normal(email)} ${'device' in client ? client.device : client.address}`;
