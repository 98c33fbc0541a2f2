import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Client } from './client.entity';

@Injectable()
export class ClientRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(client: Client): Promise<void> {
    await this.transaction.manager.insert(Client, client);
  }

  find(id: string): Promise<Client | null> {
    return this.transaction.reader.findOneBy(Client, { id });
  }
}
