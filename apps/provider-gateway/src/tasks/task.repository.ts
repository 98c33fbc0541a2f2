import { Injectable } from '@nestjs/common';
import { NotFoundError, VersionConflictError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Task } from './task.entity';

/** Loads and locks tasks, always within one provider. */
@Injectable()
export class TaskRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(task: Task): Promise<void> {
    await this.transaction.manager.insert(Task, task);
  }

  save(task: Task): Promise<Task> {
    return this.transaction.manager.save(task, { reload: false });
  }

  hasConnection(connectionId: string): Promise<boolean> {
    return this.transaction.reader.existsBy(Task, { connectionId });
  }

  /** The provider's task, locked until the transaction ends; `expected` is the version its caller has seen. */
  async lock(id: string, providerId: string, expected?: number): Promise<Task> {
    const task = await this.transaction.manager.findOne(Task, { where: { id, providerId }, lock: { mode: 'pessimistic_write' } });
    if (!task) throw new NotFoundError('task');
    if (expected !== undefined && expected !== task.version) throw new VersionConflictError(task.version);
    return task;
  }

  async get(which: { id: string } | { connectionId: string }, providerId: string): Promise<Task> {
    const task = await this.transaction.reader.findOneBy(Task, { ...which, providerId });
    if (!task) throw new NotFoundError('task');
    return task;
  }

  lockOfReferral(referralId: string): Promise<Task[]> {
    return this.transaction.manager.find(Task, { where: { referralId }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  async lockOfConnection(connectionId: string): Promise<Task | null> {
    return this.transaction.manager.findOne(Task, { where: { connectionId }, lock: { mode: 'pessimistic_write' } });
  }
}
