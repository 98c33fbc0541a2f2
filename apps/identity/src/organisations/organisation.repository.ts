import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Organisation } from './organisation.entity';
import { OrganisationNotRegisteredError } from './organisation.errors';

@Injectable()
export class OrganisationRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(organisation: Organisation): Promise<void> {
    await this.transaction.manager.insert(Organisation, organisation);
  }

  async save(organisation: Organisation): Promise<void> {
    await this.transaction.manager.save(organisation);
  }

  /** The one that an address names, locked until the transaction ends; throws `NotFoundError`. */
  async lock(id: string): Promise<Organisation> {
    const found = isUUID(id)
      ? await this.transaction.manager.findOne(Organisation, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!found) throw new NotFoundError('organisation');
    return found;
  }

  /** The one that an account or client is to belong to; throws `OrganisationNotRegisteredError`, also when it is disabled. */
  async registered(id: string): Promise<Organisation> {
    const found = await this.transaction.reader.findOneBy(Organisation, { id });
    if (!found || found.disabledAt) throw new OrganisationNotRegisteredError();
    return found;
  }

  /** None is registered yet. */
  async isEmpty(): Promise<boolean> {
    return !(await this.transaction.reader.exists(Organisation));
  }
}
