import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, type NeedCode } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import type { Case } from '../cases/case.entity';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import { ReachQuery } from '../workers/reach.query';
import { NeedOfClosedCaseError } from './need.errors';
import { Need, type NeedStatus } from './need.entity';
import { isSensitiveNeed } from './need-sensitivity.rules';
import { NeedRepository } from './need.repository';

export interface NeedChange {
  readonly status?: NeedStatus | undefined;
  readonly sensitive?: boolean | undefined;
  readonly note?: string | undefined;
}

/** Adds a need to a case, or changes one. What the lists show of a case's needs are those that are not sensitive. */
@Injectable()
export class ChangeNeedService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly needs: NeedRepository,
    private readonly access: RestrictedAccessQuery,
    private readonly reach: ReachQuery,
  ) {}

  add(caseId: string, code: NeedCode, { sensitive, note }: NeedChange, by: Principal, now: Date): Promise<void> {
    const need = { id: randomUUID(), caseId, code, status: 'open', sensitive: sensitive ?? isSensitiveNeed(code), note: note ?? null };
    return this.change(caseId, by, 'add-need', () => Promise.resolve(Object.assign(new Need(), need, { addedAt: now, at: now })));
  }

  /** A sensitive need that the caller may not read does not exist for them. */
  execute(caseId: string, needId: string, { status, sensitive, note }: NeedChange, by: Principal, now: Date): Promise<void> {
    return this.change(caseId, by, 'change-need', async (all) => {
      const need = all.find(({ id }) => id === needId);
      if (!need || (need.sensitive && !(await this.access.of(caseId, by)).reads)) throw new NotFoundError('need');
      if (status !== undefined) need.become(status, now);
      need.sensitive = sensitive ?? need.sensitive;
      need.note = note ?? need.note;
      return need;
    });
  }

  private async change(caseId: string, by: Principal, action: string, act: (all: Need[]) => Promise<Need>): Promise<void> {
    await this.transaction.run(async () => {
      const reach = await this.reach.of(by);
      await this.changeCase.execute({ caseId, reach, by, action }, async ({ case: found }) => {
        if (found.status === 'closed') throw new NeedOfClosedCaseError();
        await this.needs.save(await act(await this.needs.ofCase(found.id)));
        showNeeds(found, await this.needs.ofCase(found.id));
      });
    });
  }
}

function showNeeds(found: Case, needs: readonly Need[]): void {
  const hidden = new Set(needs.filter(({ sensitive }) => sensitive).map(({ code }) => code));
  found.needs = [...new Set(needs.map(({ code }) => code))].filter((code) => !hidden.has(code));
}
