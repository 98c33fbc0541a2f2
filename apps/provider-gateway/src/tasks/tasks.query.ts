import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { pageOf, type Page } from '../page.dto';
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
    if (cursor !== undefined) {
      tasks.andWhere(
        '(task.requested_at, task.id) < (SELECT c.requested_at, c.id FROM task c WHERE c.id = :cursor AND c.provider_id = :providerId)',
        { cursor },
      );
    }
    const rows = await tasks
      .orderBy('task.requestedAt', 'DESC')
      .addOrderBy('task.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, summaryOf);
  }
}
