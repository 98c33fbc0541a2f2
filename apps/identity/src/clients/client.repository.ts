import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Client } from './client.entity';
import { CLIENT_ID } from './client.rules';

@Injectable()
export class ClientRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(client: Client): Promise<void> {
    await this.transaction.manager.insert(Client, client);
  }

  async save(client: Client): Promise<void> {
    await this.transaction.manager.save(client);
  }

  async remove({ id }: Client): Promise<void> {
    await this.transaction.manager.delete(Client, { id });
  }

  /** One that may have tokens: neither it nor its organisation is disabled. */
  async findOpen(id: string): Promise<Client | null> {
    const client = CLIENT_ID.test(id) ? await this.transaction.reader.findOneBy(Client, { id }) : null;
    if (!client || client.disabledAt) return null;
    const open = await this.transaction.read(`SELECT 1 FROM organisation WHERE id = $1 AND disabled_at IS NULL`, [client.organisationId]);
    return open.length === 1 ? client : null;
  }

  /** The one that an address names, locked until the transaction ends; throws `NotFoundError`, also when it lies outside of `visible`. */
  async lock(id: string, visible: string | undefined): Promise<Client> {
    const where = { id, ...(visible === undefined ? {} : { organisationId: visible }) };
    const found = CLIENT_ID.test(id)
      ? await this.transaction.manager.findOne(Client, { where, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!found) throw new NotFoundError('client');
    return found;
  }
}
