import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Client } from './client.entity';

@Injectable()
export class ClientRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(client: Client): Promise<void> {
    await this.transaction.manager.insert(Client, client);
  }

  /** An id comes from a signed assertion too, which no reader of the hub has looked at: PostgreSQL keeps no NUL. */
  async find(id: string): Promise<Client | null> {
    if (id.includes('\0')) return null;
    return this.transaction.reader.findOneBy(Client, { id });
  }
}
