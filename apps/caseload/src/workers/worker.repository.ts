import { Injectable } from '@nestjs/common';
import { Transaction, violatedUnique } from '#libs/platform';
import { Worker } from './worker.entity';
import { WorkerAccountTakenError } from './worker.errors';

@Injectable()
export class WorkerRepository {
  constructor(private readonly transaction: Transaction) {}

  findByAccount(accountSubject: string, organisationId: string): Promise<Worker | null> {
    return this.transaction.reader.findOneBy(Worker, { accountSubject, organisationId });
  }

  /** For whom a worker covers on a day. */
  async coveredBy(coverWorkerId: string, on: string): Promise<string[]> {
    const rows = await this.transaction.read<{ id: string }>(
      `SELECT worker_id AS id FROM absence WHERE cover_worker_id = $1 AND ended_at IS NULL AND $2::date BETWEEN from_on AND until_on`,
      [coverWorkerId, on],
    );
    return rows.map(({ id }) => id);
  }

  async insert(worker: Worker): Promise<void> {
    try {
      await this.transaction.manager.insert(Worker, worker);
    } catch (error) {
      if (violatedUnique(error) === 'worker_account_unique') throw new WorkerAccountTakenError();
      throw error;
    }
  }
}
