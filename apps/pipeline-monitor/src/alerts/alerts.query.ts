import { Injectable } from '@nestjs/common';
import { cursorOf, isInstant, pageOf, Transaction, type Page } from '#libs/platform';
import type { AlertView, ListAlertsDto } from './alert.dto';

interface AlertRow extends Omit<AlertView, 'raisedAt' | 'closedAt'> {
  readonly raisedAt: Date;
  readonly closedAt: Date | null;
}

const LIST = `
  SELECT id, code, owner, consumer, topic, subject, event_id AS "eventId", type, error_code AS "errorCode", raised_at AS "raisedAt",
    closed_at AS "closedAt", outcome
  FROM alert
  WHERE ($1::boolean IS NULL OR (closed_at IS NULL) = $1) AND ($2::timestamptz IS NULL OR (raised_at, id) < ($2, $3::uuid))
  ORDER BY raised_at DESC, id DESC LIMIT $4`;

/** What the operators must look at, the newest first. Identifiers and codes only. */
@Injectable()
export class AlertsQuery {
  constructor(private readonly transaction: Transaction) {}

  async list({ state, limit, cursor }: ListAlertsDto): Promise<Page<AlertView>> {
    const from = cursorOf(cursor, isInstant);
    const open = state === undefined ? null : state === 'open';
    const rows = await this.transaction.read<AlertRow>(LIST, [open, from?.after ?? null, from?.id ?? null, limit + 1]);
    return pageOf(
      rows,
      limit,
      ({ raisedAt, id }) => ({ after: raisedAt.toISOString(), id }),
      ({ raisedAt, closedAt, ...rest }) => ({ ...rest, raisedAt: raisedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null }),
    );
  }
}
