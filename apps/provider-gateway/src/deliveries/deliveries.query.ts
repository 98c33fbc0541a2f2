import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { afterOf, pageOf, Transaction, type Page } from '#libs/platform';
import type { DeliveryListQuery, ShownState } from './delivery.dto';

/** A delivery as it is answered. */
export interface DeliveryView {
  readonly id: string;
  /** `webhook-id`. */
  readonly eventId: string;
  readonly endpointId: string;
  readonly providerId: string;
  readonly taskId: string | null;
  readonly type: string;
  readonly sequence: number;
  readonly status: ShownState;
  /** Why it waits, failed or was skipped: `http-503`, `timeout`, `endpoint-gone` … */
  readonly reason: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
  /** When it is tried next; null while another of its referral goes first. */
  readonly nextAttemptAt: Date | null;
}

export interface AttemptView {
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
}

const SHOWN = `
  SELECT * FROM (
    SELECT d.id, d.event_id AS "eventId", d.endpoint_id AS "endpointId", e.provider_id AS "providerId", d.task_id AS "taskId", d.type, d.sequence,
           CASE WHEN l.head = d.id AND l.lease_until > now() THEN 'delivering' ELSE d.state END AS status, d.state, d.reason, d.attempts,
           d.created_at AS "createdAt", d.delivered_at AS "deliveredAt",
           CASE WHEN l.head = d.id AND l.lease_until IS NULL AND e.status = 'active' THEN greatest(l.next_attempt_at, e.blocked_until) END AS "nextAttemptAt"
      FROM delivery d
      JOIN endpoint e ON e.id = d.endpoint_id
      LEFT JOIN delivery_lane l ON l.endpoint_id = d.endpoint_id AND l.referral_id = d.referral_id) shown`;

/** What went out to the providers, what has not, and why. */
@Injectable()
export class DeliveriesQuery {
  constructor(private readonly transaction: Transaction) {}

  /** The newest first; `only`: the provider beyond which the caller sees none. */
  async list({ status, endpointId, taskId, limit, cursor }: DeliveryListQuery, only: string | undefined): Promise<Page<DeliveryView>> {
    const rows = await this.transaction.read<DeliveryView & { state: string }>(
      `${SHOWN}
        WHERE ($1::text IS NULL OR status = $1) AND ($2::uuid IS NULL OR "endpointId" = $2) AND ($3::uuid IS NULL OR "taskId" = $3)
          AND ($4::uuid IS NULL OR "providerId" = $4)
          AND ($5::uuid IS NULL OR ("createdAt", id) < (SELECT c.created_at, c.id FROM delivery c WHERE c.id = $5))
        ORDER BY "createdAt" DESC, id DESC LIMIT $6`,
      [status ?? null, endpointId ?? null, taskId ?? null, only ?? null, afterOf(cursor, isUUID), limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => id, shownOf);
  }

  async get(id: string, only: string | undefined): Promise<DeliveryView & { tries: AttemptView[] }> {
    const [row] = await this.transaction.read<DeliveryView & { state: string }>(
      `${SHOWN} WHERE id = $1 AND ($2::uuid IS NULL OR "providerId" = $2)`,
      [id, only ?? null],
    );
    if (!row) throw new NotFoundError('delivery');
    const tries = await this.transaction.read<AttemptView>(
      `SELECT number, at, duration_ms AS "durationMs", status, error FROM delivery_attempt WHERE delivery_id = $1 ORDER BY id`,
      [id],
    );
    return { ...shownOf(row), tries };
  }
}

function shownOf({ state: _state, ...view }: DeliveryView & { state: string }): DeliveryView {
  return view;
}
