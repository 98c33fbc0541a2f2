import { Injectable } from '@nestjs/common';
import { VersionConflictError } from '#libs/contracts';
import { AuditService, Transaction, type Actor, type Principal } from '#libs/platform';
import { nextActionOf } from '../actions/next-action.rules';
import { endSettled, reviewAfterContacts, reviewDate } from '../actions/routine-actions.rules';
import { PersonMessages } from '../person-messages/person-messages.service';
import type { Reach } from '../workers/reach.query';
import { CaseFileRepository, type CaseSnapshot, type LockedCase } from './case-file.repository';
import { CaseRepository } from './case.repository';

export type { LockedCase } from './case-file.repository';

/** Which case is to change, for whom, and what it is called in the audit trail. */
export interface CaseChange {
  readonly caseId: string;
  /** Null when a message or a timer makes the change: neither is a caller. */
  readonly reach: Reach | null;
  /** The version the caller saw (`If-Match`), if they said. */
  readonly expectedVersion?: number | undefined;
  readonly by: Principal | Actor | string;
  readonly action: string;
}

/**
 * The one way in which an existing case changes: its row is locked first, the caller's version checked, the change made, the
 * next action worked out anew (CL-13), the version counted on and the act audited, all in one transaction. A person who gets another link
 * worker is told so, whatever the reason.
 */
@Injectable()
export class ChangeCaseService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly files: CaseFileRepository,
    private readonly audit: AuditService,
    private readonly messages: PersonMessages,
  ) {}

  execute<T>(change: CaseChange, act: (locked: LockedCase) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const found = await this.cases.lock(change.caseId, change.reach);
      if (change.expectedVersion !== undefined && change.expectedVersion !== found.version) throw new VersionConflictError(found.version);
      const workerBefore = found.workerId;
      const locked = await this.files.load(found);
      const before = this.files.snapshot(locked);
      const result = await act(locked);
      routine(locked, before);
      const open = locked.actions.filter((action) => action.isOpen);
      found.settle(nextActionOf(found, locked.connections, locked.clocks, open));
      this.files.settleLimbo(locked);
      found.version += 1;
      await this.cases.update(found);
      await this.files.save(locked, before);
      if (found.workerId !== workerBefore && found.workerId !== null && found.allocatedAt)
        await this.messages.send(found, 'link-worker-named', {}, found.allocatedAt);
      await this.audit.record({ by: change.by, action: change.action, entity: 'case', entityId: found.id });
      return result;
    });
  }
}

/** What follows from any change: actions end with their cause, and reviews open by themselves (CL-05). */
function routine({ case: found, actions, clocks, settings }: LockedCase, before: CaseSnapshot): void {
  const review = reviewAfterContacts(before.keptContacts, found, settings.reviewAtContacts, clocks);
  if (review) actions.push(review);
  if (found.firstContactAt) found.reviewBy ??= reviewDate(found.firstContactAt, settings.reviewAfterWeeks, clocks);
  endSettled(found, actions);
}
