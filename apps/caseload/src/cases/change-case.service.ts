import { Injectable } from '@nestjs/common';
import { VersionConflictError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { nextActionOf } from '../actions/next-action.rules';
import type { SchemeClocks } from '../clocks/service-levels.rules';
import { ConnectionRepository } from '../connections/connection.repository';
import type { Connection } from '../connections/connection.entity';
import { SchemeRepository } from '../schemes/scheme.repository';
import type { Reach } from '../workers/reach.query';
import type { Case } from './case.entity';
import { CaseRepository } from './case.repository';

/** Which case is to change, for whom, and what it is called in the audit trail. */
export interface CaseChange {
  readonly caseId: string;
  /** Null when a message makes the change: the bus is not a caller. */
  readonly reach: Reach | null;
  /** The version the caller saw (`If-Match`), if they said. */
  readonly expectedVersion?: number | undefined;
  readonly by: Principal | string;
  readonly action: string;
}

/** A case with all that its next action depends on, under its lock. */
export interface LockedCase {
  readonly case: Case;
  /** A change adds what it makes. */
  readonly connections: Connection[];
  readonly clocks: SchemeClocks;
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
    private readonly connections: ConnectionRepository,
    private readonly schemes: SchemeRepository,
    private readonly audit: AuditService,
  ) {}

  execute<T>(change: CaseChange, act: (locked: LockedCase) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const found = await this.cases.lock(change.caseId, change.reach);
      if (change.expectedVersion !== undefined && change.expectedVersion !== found.version) throw new VersionConflictError(found.version);
      const { clocks } = await this.schemes.get(found.schemeId);
      const connections = await this.connections.ofCase(found.id);
      const result = await act({ case: found, connections, clocks });
      found.settle(nextActionOf(found, connections, clocks));
      found.version += 1;
      await this.cases.update(found);
      await this.audit.record({ by: change.by, action: change.action, entity: 'case', entityId: found.id });
      return result;
    });
  }
}
