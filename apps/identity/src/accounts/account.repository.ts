import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Account } from './account.entity';

@Injectable()
export class AccountRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(account: Account): Promise<void> {
    await this.transaction.manager.insert(Account, account);
  }

  find(id: string): Promise<Account | null> {
    return this.transaction.reader.findOneBy(Account, { id });
  }

  findByEmail(email: string): Promise<Account | null> {
    return this.transaction.reader.findOneBy(Account, { email: email.trim().toLowerCase() });
  }

  /** Nobody can sign in yet. */
  async isEmpty(): Promise<boolean> {
    return !(await this.transaction.reader.exists(Account));
  }
}
