import { createHmac } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import type { Principal } from '../auth/principal';
import { Transaction } from '../database/transaction';
import { RequestContext } from '../http/request-context';
import { AuditSealer } from './audit-sealer';

/** Somebody who acts without a token of their own. */
export interface Actor {
  readonly actor: string;
  readonly organisationId: string | null;
  /** By what they came in, and who made that: codes and ids. */
  readonly through: string | null;
}

/** Who did what to which record. Identifiers and codes only: what a caller wrote goes in as `hidden` makes it. */
export interface AuditedAct {
  /** The caller, or the service itself when a message made it act. */
  readonly by: Principal | Actor | string;
  /** `read`, `create`, `accept` … */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  /** Why it was not done; unset: it was. */
  readonly refused?: 'forbidden' | 'not-found';
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** Writes the audit trail in the transaction of the act (GV-02): an act that rolls back leaves no entry, one that commits always does. */
@Injectable()
export class AuditService {
  private key: Uint8Array | undefined;

  constructor(
    private readonly transaction: Transaction,
    @Optional() private readonly sealer?: AuditSealer,
  ) {}

  /** Undefined where the service has no trail of its own. */
  get service(): string | undefined {
    return this.sealer?.service;
  }

  async record(act: AuditedAct): Promise<void> {
    await this.recordEach(act, [act.entityId]);
  }

  /** The same act on each of several records, as one statement: a list that shows a page of people. */
  async recordEach(act: Omit<AuditedAct, 'entityId'>, entityIds: readonly string[]): Promise<void> {
    if (entityIds.length === 0) return;
    const work = RequestContext.current();
    if (work.audited) work.audited.done = true;
    const { actor, organisation, through } = doneBy(act.by);
    const { action, entity, refused = 'done' } = act;
    await this.transaction.run(async () => {
      this.transaction.afterCommit(() => {
        this.sealer?.soon();
      });
      await this.transaction.query(
        `INSERT INTO audit_entry (actor, organisation_id, through, action, entity, operation, outcome, correlation_id, entity_id)
         SELECT $1, $2::uuid, $3, $4, $5, $6, $7, $8, entity_id FROM unnest($9::text[]) AS entity_id`,
        [actor, organisation, through, action, entity, work.operation ?? null, refused, work.correlationId, entityIds],
      );
    });
  }

  /**
   * A caller's text as the trail may keep it: an id as it is, anything else as a hash that only the holder of the key can make again, since
   * it may name a person. Without a key nothing of it.
   */
  hidden(text: string): string {
    if (UUID.test(text)) return text.toLowerCase();
    if (this.key === undefined || text === '') return '-';
    return `hmac:${createHmac('sha256', this.key).update(text.replaceAll(/\s/g, '').toLowerCase()).digest('hex').slice(0, 32)}`;
  }

  /** Where the process has keys: what `hidden` hashes by follows from `secret`. */
  keyedBy(secret: Uint8Array): void {
    this.key = createHmac('sha256', secret).update('audit').digest();
  }
}

function doneBy(by: Principal | Actor | string): { actor: string; organisation: string | null; through: string | null } {
  if (typeof by === 'string') return { actor: by, organisation: null, through: null };
  if ('actor' in by) return { actor: by.actor, organisation: by.organisationId, through: by.through };
  return { actor: by.subject, organisation: by.organisationId, through: null };
}
