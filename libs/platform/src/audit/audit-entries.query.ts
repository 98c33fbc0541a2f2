import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal';
import { Transaction } from '../database/transaction';
import { afterOf, pageOf, type Page } from '../http/page';
import type { AuditEntriesQueryDto, AuditEntryView } from './audit-entries.dto';
import { AuditService } from './audit.service';

const KEY = /^\d{1,17}-\d{1,18}$/;

/** What stands in one service's audit trail, the newest first: to a privacy officer the acts of their own organisation. Reading it stands in it too. */
@Injectable()
export class AuditEntriesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  page(query: AuditEntriesQueryDto, caller: Principal): Promise<Page<AuditEntryView>> {
    const { entityId, actor, from, to, limit } = query;
    const organisationId = caller.roles.includes('operator') ? query.organisationId : caller.organisationId;
    const values: unknown[] = [];
    const isEach = (condition: string, ...given: unknown[]): string[] =>
      given.every((value) => value === undefined) ? [] : [condition.replaceAll('?', () => `$${String(values.push(given.shift()))}`)];
    const [micros, id] = afterOf(query.cursor, (key) => KEY.test(key))?.split('-') ?? [];
    const conditions = [
      ...isEach('organisation_id = ?', organisationId),
      ...isEach('entity_id = ANY(?)', entityId === undefined ? undefined : [entityId, this.audit.hidden(entityId)]),
      ...isEach('actor = ?', actor),
      ...isEach('at >= ?', from),
      ...isEach('at < ?', to),
      ...isEach(`(at, id) < ('epoch'::timestamptz + ?::bigint * interval '1 microsecond', ?::bigint)`, micros, id),
    ];
    if (query.organisationId !== undefined && query.organisationId !== organisationId) conditions.push('false');
    return this.transaction.run(async () => {
      const rows = await this.transaction.query<AuditEntryView & { key: string }>(
        `SELECT (extract(epoch FROM at) * 1000000)::bigint || '-' || id AS key, id::text AS id, at, actor, organisation_id AS "organisationId",
           through, action, entity, entity_id AS "entityId", operation, outcome, correlation_id AS "correlationId"
         FROM audit_entry ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
         ORDER BY at DESC, id DESC LIMIT ${String(limit + 1)}`,
        values,
      );
      await this.audit.record({
        by: caller,
        action: 'read',
        entity: 'audit-entry',
        entityId: entityId === undefined ? '-' : this.audit.hidden(entityId),
      });
      return pageOf(
        rows,
        limit,
        ({ key }) => key,
        ({ key: _key, ...view }) => view,
      );
    });
  }
}
