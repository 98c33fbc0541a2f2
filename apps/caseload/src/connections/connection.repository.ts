import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { ConnectionBarrier } from './connection-barrier.entity';
import { ConnectionStatus } from './connection-status.entity';
import { connectionViewOf } from './connection-view.mapper';
import type { ConnectionView } from './connection.dto';
import { Connection } from './connection.entity';
import { LateAnswer } from './late-answer.entity';

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

  /** All barriers of a case's connections, the oldest first. */
  barriersOf(connections: readonly { readonly id: string }[]): Promise<ConnectionBarrier[]> {
    if (connections.length === 0) return Promise.resolve([]);
    const where = { connectionId: In(connections.map(({ id }) => id)) };
    return this.transaction.reader.find(ConnectionBarrier, { where, order: { openedAt: 'ASC', id: 'ASC' } });
  }

  async saveBarrier(barrier: ConnectionBarrier): Promise<void> {
    await this.transaction.manager.upsert(ConnectionBarrier, barrier, ['id']);
  }

  async keepLate(answer: LateAnswer): Promise<void> {
    await this.transaction.manager.insert(LateAnswer, answer);
  }

  /** Connections with all they have been through, in the order given. */
  async viewsOf(connections: readonly Connection[]): Promise<ConnectionView[]> {
    if (connections.length === 0) return [];
    const where = { connectionId: In(connections.map(({ id }) => id)) };
    const history = await this.transaction.reader.find(ConnectionStatus, { where, order: { position: 'ASC' } });
    const barriers = await this.barriersOf(connections);
    const late = await this.transaction.reader.find(LateAnswer, { where, order: { at: 'ASC', id: 'ASC' } });
    const own = <T extends { connectionId: string }>(all: readonly T[], id: string): T[] =>
      all.filter(({ connectionId }) => connectionId === id);
    return connections.map((connection) => {
      const { id } = connection;
      return connectionViewOf(connection, own(history, id), { barriers: own(barriers, id), lateAnswers: own(late, id) });
    });
  }

  private async writeHistory({ id, stateCount, state, reason, at }: Connection): Promise<void> {
    await this.transaction.manager.insert(ConnectionStatus, { connectionId: id, position: stateCount, state, reason, at });
  }
}
