import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { afterOf, pageOf, Transaction, type Page } from '#libs/platform';
import type { TaskListQuery } from './task.dto';
import { Task } from './task.entity';
import { summaryOf, type TaskSummary } from './task.view';

/** A provider's tasks, the newest first; nothing of any person. */
@Injectable()
export class TasksQuery {
  constructor(private readonly transaction: Transaction) {}

  async list(providerId: string | undefined, { status, limit, cursor }: TaskListQuery): Promise<Page<TaskSummary>> {
    if (providerId === undefined) return { items: [], nextCursor: null };
    const tasks = this.transaction.reader.createQueryBuilder(Task, 'task').where('task.provider_id = :providerId', { providerId });
    if (status) tasks.andWhere('task.status = :status', { status });
    const after = afterOf(cursor, isUUID);
    if (after !== null) {
      tasks.andWhere(
        '(task.requested_at, task.id) < (SELECT c.requested_at, c.id FROM task c WHERE c.id = :after AND c.provider_id = :providerId)',
        { after },
      );
    }
    const rows = await tasks
      .orderBy('task.requestedAt', 'DESC')
      .addOrderBy('task.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => id, summaryOf);
  }
}
