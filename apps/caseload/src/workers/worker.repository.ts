import { Injectable } from '@nestjs/common';
import { Transaction, violatedUnique } from '#libs/platform';
import { Worker } from './worker.entity';
import { WorkerAccountTakenError } from './worker.errors';

@Injectable()
export class WorkerRepository {
  constructor(private readonly transaction: Transaction) {}

  find(id: string, organisationId: string): Promise<Worker | null> {
    return this.transaction.reader.findOneBy(Worker, { id, organisationId });
  }

  findByAccount(accountSubject: string, organisationId: string): Promise<Worker | null> {
    return this.transaction.reader.findOneBy(Worker, { accountSubject, organisationId });
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
