import { Injectable } from '@nestjs/common';
import { AuditService, Transaction } from '#libs/platform';
import type { Account } from '../accounts/account.entity';
import { AccountRepository } from '../accounts/account.repository';
import { HashingBusyError, matchesPassword, NOBODYS_HASH } from '../accounts/password.rules';
import { hashOf } from '../hash.rules';
import { AttemptRepository, type Client } from './attempt.repository';
import { KnownDeviceRepository } from './known-device.repository';
import { SlowLane } from './slow-lane.rules';

/** Failures at one account, from anywhere, after which its tries go slowly. */
const SLOW_AFTER = 10;

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of the client, as the proxies that are trusted say it. */
  readonly address: string;
  /** The browser's cookie of an earlier sign-in. */
  readonly device: string | undefined;
}

export type SignInOutcome =
  | { readonly accountId: string; /** The cookie that the browser is to keep. */ readonly device: string }
  | 'refused'
  /** Too many tries of this client. */
  | 'locked'
  /** Too much to do just now. */
  | 'busy';

/**
 * Checks an email address and a password. Five wrong tries lock the account for the client that made them, for a quarter of an hour; a
 * device that was signed in on before counts for itself, so that nobody else can lock it out.
 */
@Injectable()
export class SignInService {
  private readonly slowLane = new SlowLane();

  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly attempts: AttemptRepository,
    private readonly devices: KnownDeviceRepository,
    private readonly audit: AuditService,
  ) {}

  async execute({ email, password, address, device }: Credentials): Promise<SignInOutcome> {
    const account = await this.accounts.findOpenByEmail(email);
    const isKnown = await this.devices.knows(device, account?.id);
    const client: Client = isKnown && device !== undefined ? { device: hashOf(device) } : { address };
    const { left, ofAccount } = await this.attempts.count(email, client);
    if (left === undefined) return 'locked';
    if (ofAccount > SLOW_AFTER && !(await this.slowLane.enter(hashOf(email.trim().toLowerCase())))) return 'busy';
    const matches = await matching(password, account);
    if (matches === 'busy') return 'busy';
    if (account && matches) {
      return this.transaction.run(async () => {
        await this.attempts.forget(email, client);
        await this.audit.record({ by: account.id, action: 'sign-in', entity: 'account', entityId: account.id });
        return { accountId: account.id, device: await this.devices.remember(device, account.id) };
      });
    }
    if (account) {
      await this.audit.record({ by: 'identity', action: left === 0 ? 'lock' : 'refuse-sign-in', entity: 'account', entityId: account.id });
    }
    return left === 0 ? 'locked' : 'refused';
  }
}

async function matching(password: string, account: Account | null): Promise<boolean | 'busy'> {
  try {
    const matches = await matchesPassword(password, account?.passwordHash ?? NOBODYS_HASH);
    return matches && account?.passwordHash !== null;
  } catch (error) {
    if (error instanceof HashingBusyError) return 'busy';
    throw error;
  }
}
