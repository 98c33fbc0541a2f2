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
    const { by } = act;
    const actor = typeof by === 'string' ? by : by.subject;
    const organisation = typeof by === 'string' ? null : (by.organisationId ?? null);
    await this.transaction.run(() =>
      this.transaction.query(
        `INSERT INTO audit_entry (actor, organisation_id, action, entity, entity_id, correlation_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [actor, organisation, act.action, act.entity, act.entityId, RequestContext.current().correlationId],
      ),
    );
  }
}
