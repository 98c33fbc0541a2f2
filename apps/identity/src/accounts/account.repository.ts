import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Account } from './account.entity';

@Injectable()
export class AccountRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(account: Account): Promise<void> {
    await this.transaction.manager.insert(Account, account);
  }

  async save(account: Account): Promise<void> {
    await this.transaction.manager.save(account);
  }

  async remove({ id }: Account): Promise<void> {
    await this.transaction.manager.delete(Account, { id });
  }

  /** One that may sign in and hold tokens: neither it nor its organisation is disabled. */
  async findOpen(id: string): Promise<Account | null> {
    const account = await this.transaction.reader.findOneBy(Account, { id });
    return account && (await this.isOpen(account)) ? account : null;
  }

  async findOpenByEmail(email: string): Promise<Account | null> {
    const account = await this.transaction.reader.findOneBy(Account, { email: email.trim().toLowerCase() });
    return account && (await this.isOpen(account)) ? account : null;
  }

  /** The one that an address names, locked until the transaction ends; throws `NotFoundError`, also when it lies outside of `visible`. */
  async lock(id: string, visible: string | undefined): Promise<Account> {
    const where = { id, ...(visible === undefined ? {} : { organisationId: visible }) };
    const found = isUUID(id) ? await this.transaction.manager.findOne(Account, { where, lock: { mode: 'pessimistic_write' } }) : null;
    if (!found) throw new NotFoundError('account');
    return found;
  }

  /** Nobody can sign in yet. */
  async isEmpty(): Promise<boolean> {
    return !(await this.transaction.reader.exists(Account));
  }

  private async isOpen({ organisationId, disabledAt }: Account): Promise<boolean> {
    if (disabledAt) return false;
    const open = await this.transaction.read(`SELECT 1 FROM organisation WHERE id = $1 AND disabled_at IS NULL`, [organisationId]);
    return open.length === 1;
  }
}
