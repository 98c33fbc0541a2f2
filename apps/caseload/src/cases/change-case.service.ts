import { Injectable } from '@nestjs/common';
import { VersionConflictError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { nextActionOf } from '../actions/next-action.rules';
import type { Reach } from '../workers/reach.query';
import { CaseFileRepository, snapshotOf, type LockedCase } from './case-file.repository';
import { CaseRepository } from './case.repository';

export type { LockedCase } from './case-file.repository';

/** Which case is to change, for whom, and what it is called in the audit trail. */
export interface CaseChange {
  readonly caseId: string;
  /** Null when a message or a timer makes the change: neither is a caller. */
  readonly reach: Reach | null;
  /** The version the caller saw (`If-Match`), if they said. */
  readonly expectedVersion?: number | undefined;
  readonly by: Principal | string;
  readonly action: string;
}

/**
 * The one way in which an existing case changes: its row is locked first, the caller's version checked, the change made, the
 * next action worked out anew (CL-13), the version counted on and the act audited, all in one transaction.
 */
@Injectable()
export class ChangeCaseService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly files: CaseFileRepository,
    private readonly audit: AuditService,
  ) {}

  execute<T>(change: CaseChange, act: (locked: LockedCase) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const found = await this.cases.lock(change.caseId, change.reach);
      if (change.expectedVersion !== undefined && change.expectedVersion !== found.version) throw new VersionConflictError(found.version);
      const locked = await this.files.load(found);
      const before = snapshotOf(locked.actions);
      const result = await act(locked);
      endWithCase(locked);
      const open = locked.actions.filter((action) => action.isOpen);
      found.settle(nextActionOf(found, locked.connections, locked.clocks, open));
      found.version += 1;
      await this.files.saveActions(locked, before);
      await this.cases.update(found);
      await this.audit.record({ by: change.by, action: change.action, entity: 'case', entityId: found.id });
      return result;
    });
  }
}

/** Nothing is left to be done on a case that has closed. */
function endWithCase({ case: { status, closedAt }, actions }: LockedCase): void {
  if (status !== 'closed' || !closedAt) return;
  for (const action of actions.filter(({ isOpen }) => isOpen)) action.complete('caseload', closedAt, 'case-closed');
}
