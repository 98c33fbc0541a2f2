import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Transaction } from '#libs/platform';
import { Action } from './action.entity';

@Injectable()
export class ActionRepository {
  constructor(private readonly transaction: Transaction) {}

  /** What is still to be done on a case. Only under the case's lock may these be changed. */
  openOf(caseId: string): Promise<Action[]> {
    return this.transaction.reader.find(Action, { where: { caseId, doneAt: IsNull() }, order: { dueAt: 'ASC', id: 'ASC' } });
  }

  /** All actions of a case, the oldest first. */
  ofCase(caseId: string): Promise<Action[]> {
    return this.transaction.reader.find(Action, { where: { caseId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async insert(caseId: string, actions: readonly Action[]): Promise<void> {
    if (actions.length === 0) return;
    await this.transaction.manager.insert(
      Action,
      actions.map((action) => Object.assign(action, { caseId })),
    );
  }

  async update(action: Action): Promise<void> {
    await this.transaction.manager.update(Action, { id: action.id }, action);
  }
}
