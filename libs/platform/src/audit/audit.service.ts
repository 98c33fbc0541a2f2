import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal';
import { Transaction } from '../database/transaction';
import { RequestContext } from '../http/request-context';

/** Who did what to which record. Identifiers and codes only. */
export interface AuditedAct {
  /** The caller, or the service itself when a message made it act. */
  readonly by: Principal | string;
  /** `read`, `create`, `accept` … */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
}

/** Writes the audit trail in the transaction of the act (GV-02): an act that rolls back leaves no entry, one that commits always does. */
@Injectable()
export class AuditService {
  constructor(private readonly transaction: Transaction) {}

  async record(act: AuditedAct): Promise<void> {
    const { actor, organisation, correlationId } = doneBy(act.by);
    await this.transaction.run(() =>
      this.transaction.query(
        `INSERT INTO audit_entry (actor, organisation_id, action, entity, entity_id, correlation_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [actor, organisation, act.action, act.entity, act.entityId, correlationId],
      ),
    );
  }

  /** The same act on each of several records, as one statement: a list that shows a page of people. */
  async recordEach(act: Omit<AuditedAct, 'entityId'>, entityIds: readonly string[]): Promise<void> {
    if (entityIds.length === 0) return;
    const { actor, organisation, correlationId } = doneBy(act.by);
    await this.transaction.run(() =>
      this.transaction.query(
        `INSERT INTO audit_entry (actor, organisation_id, action, entity, entity_id, correlation_id)
         SELECT $1, $2, $3, $4, entity_id, $6 FROM unnest($5::text[]) AS entity_id`,
        [actor, organisation, act.action, act.entity, entityIds, correlationId],
      ),
    );
  }
}

function doneBy(by: Principal | string): { actor: string; organisation: string | null; correlationId: string } {
  const { correlationId } = RequestContext.current();
  if (typeof by === 'string') return { actor: by, organisation: null, correlationId };
  return { actor: by.subject, organisation: by.organisationId, correlationId };
}
