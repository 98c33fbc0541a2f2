import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { AgreementRepository } from '../agreements/agreement.repository';
import { TaskRepository } from './task.repository';
import { viewOf, type TaskView } from './task.view';

/** Shows a provider its task with what it may know of the person. The read and its audit entry are one transaction (GV-02). */
@Injectable()
export class ReadTaskService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
    private readonly agreements: AgreementRepository,
    private readonly audit: AuditService,
  ) {}

  /** By the task's id, or by its connection's. */
  execute(which: { id: string } | { connectionId: string }, by: Principal): Promise<TaskView> {
    return this.transaction.run(async () => {
      const task = await this.tasks.get(which, by.organisationId);
      await this.audit.record({ by, action: 'read', entity: 'task', entityId: task.id });
      return viewOf(task, await this.agreements.holds(task));
    });
  }
}
