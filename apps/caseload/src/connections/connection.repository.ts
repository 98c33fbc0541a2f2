import { Injectable } from '@nestjs/common';
import { NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { ConnectionStatus } from './connection-status.entity';
import { Connection } from './connection.entity';

@Injectable()
export class ConnectionRepository {
  constructor(private readonly transaction: Transaction) {}

  /** A connection never changes its case, so this needs no lock. */
  async caseOf(connectionId: string): Promise<string> {
    const found = await this.transaction.reader.findOne(Connection, { where: { id: connectionId }, select: { caseId: true } });
    if (!found) throw new NotYetKnownError(`Connection ${connectionId}`);
    return found.caseId;
  }

  /** Only under the case's lock may these be changed. */
  ofCase(caseId: string): Promise<Connection[]> {
    return this.transaction.reader.find(Connection, { where: { caseId }, order: { requestedAt: 'ASC', id: 'ASC' } });
  }

  async insert(connection: Connection): Promise<void> {
    await this.transaction.manager.insert(Connection, connection);
    await this.writeHistory(connection);
  }

  /** Stores the change, and its step of the history when the state changed. */
  async update(connection: Connection, stateChanged: boolean): Promise<void> {
    await this.transaction.manager.update(Connection, { id: connection.id }, connection);
    if (stateChanged) await this.writeHistory(connection);
  }

  private async writeHistory({ id, stateCount, state, reason, at }: Connection): Promise<void> {
    await this.transaction.manager.insert(ConnectionStatus, { connectionId: id, position: stateCount, state, reason, at });
  }
}
