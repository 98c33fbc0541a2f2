import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Plan } from './plan.entity';

@Injectable()
export class PlanRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The newest version, draft or agreed. Only under the case's lock may it be changed. */
  newestOf(caseId: string): Promise<Plan | null> {
    return this.transaction.reader.findOne(Plan, { where: { caseId }, order: { version: 'DESC' } });
  }

  /** The newest version that the person has agreed to. */
  agreedOf(caseId: string): Promise<Plan | null> {
    return this.transaction.reader.findOne(Plan, { where: { caseId, state: 'agreed' }, order: { version: 'DESC' } });
  }

  /** All versions, the newest first. */
  ofCase(caseId: string): Promise<Plan[]> {
    return this.transaction.reader.find(Plan, { where: { caseId }, order: { version: 'DESC' } });
  }

  async get(caseId: string, version: number): Promise<Plan> {
    const found = await this.transaction.reader.findOneBy(Plan, { caseId, version });
    if (!found) throw new NotFoundError('plan');
    return found;
  }

  /** The worker whose case it is. */
  async workerOf(caseId: string): Promise<string | null> {
    const [row] = await this.transaction.read<{ worker_id: string | null }>(`SELECT worker_id FROM "case" WHERE id = $1`, [caseId]);
    return row?.worker_id ?? null;
  }

  async insert(plan: Plan): Promise<void> {
    await this.transaction.manager.insert(Plan, plan);
  }

  async update(plan: Plan): Promise<void> {
    await this.transaction.manager.update(Plan, { id: plan.id }, plan);
  }
}
