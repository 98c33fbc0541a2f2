import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';

/** A lane that this worker holds for a while, with the delivery that goes next and where it goes. */
export interface ClaimedLane {
  readonly endpointId: string;
  readonly referralId: string;
  readonly token: string;
  /** Failed attempts before this one. */
  readonly attempts: number;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly body: string;
  readonly correlationId: string;
  readonly traceparent: string | null;
  readonly url: string;
  readonly sealedSecret: string;
  /** While a secret is being changed: the one before. */
  readonly previousSealedSecret: string | null;
  /** How often in a row the endpoint asked to be left alone. */
  readonly slowdowns: number;
}

// What of a provider is on its way, to whichever of its endpoints, leaves it that much less room.
const DUE_ENDPOINTS = `
  WITH busy AS (SELECT b.provider_id, count(*) AS in_flight FROM delivery_lane l JOIN endpoint b ON b.id = l.endpoint_id
                 WHERE l.lease_until IS NOT NULL GROUP BY b.provider_id)
  SELECT e.id, e.provider_id AS "providerId", ($2 - coalesce((SELECT in_flight FROM busy WHERE busy.provider_id = e.provider_id), 0))::int AS room
    FROM endpoint e
   WHERE e.status = 'active' AND e.blocked_until <= now()
     AND NOT EXISTS (SELECT 1 FROM busy WHERE busy.provider_id = e.provider_id AND in_flight >= $2) AND (
     EXISTS (SELECT 1 FROM delivery_lane l WHERE l.endpoint_id = e.id AND l.lease_until IS NULL AND l.attempts = 0 AND l.next_attempt_at <= now())
     OR EXISTS (SELECT 1 FROM delivery_lane l WHERE l.endpoint_id = e.id AND l.lease_until IS NULL AND l.attempts > 0 AND l.next_attempt_at <= now()))
   ORDER BY e.served_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`;

// A statement of its own: in one with the lock, the counts would be older than the lock and the cap could be exceeded.
// Retries have one slot to themselves, and leave one to first attempts: neither starves the other.
const LEASE_LANES = `
  WITH e AS (
    SELECT id, least(most, greatest(cap - in_flight, 0))::int AS room, retrying, least(fresh, most, greatest(cap - in_flight, 0))::int AS fresh
      FROM endpoint
      JOIN unnest($1::uuid[], $4::int[]) AS given (endpoint_id, most) ON given.endpoint_id = endpoint.id
     CROSS JOIN LATERAL (SELECT count(*) AS in_flight, count(*) FILTER (WHERE attempts > 0) AS retrying
       FROM delivery_lane l WHERE l.endpoint_id = endpoint.id AND l.lease_until IS NOT NULL) leased
     CROSS JOIN LATERAL (SELECT count(*) AS fresh FROM (SELECT 1 FROM delivery_lane l
       WHERE l.endpoint_id = endpoint.id AND l.lease_until IS NULL AND l.attempts = 0 AND l.next_attempt_at <= now() LIMIT endpoint.cap) due) first),
  c AS (
    SELECT l.endpoint_id, l.referral_id FROM e CROSS JOIN LATERAL (
      WITH r AS MATERIALIZED (
        SELECT endpoint_id, referral_id FROM delivery_lane
         WHERE endpoint_id = e.id AND lease_until IS NULL AND attempts > 0 AND next_attempt_at <= now()
         ORDER BY next_attempt_at LIMIT least(e.room, greatest((e.retrying = 0)::int, e.room - greatest(e.fresh, 1))) FOR UPDATE SKIP LOCKED),
      f AS MATERIALIZED (
        SELECT endpoint_id, referral_id FROM delivery_lane
         WHERE endpoint_id = e.id AND lease_until IS NULL AND attempts = 0 AND next_attempt_at <= now()
         ORDER BY next_attempt_at LIMIT greatest(e.room - (SELECT count(*) FROM r), 0) FOR UPDATE SKIP LOCKED)
      SELECT * FROM r UNION ALL SELECT * FROM f) l),
  s AS (UPDATE endpoint SET served_at = clock_timestamp() WHERE id = ANY($1))
  UPDATE delivery_lane l SET lease_until = now() + $3::double precision * interval '1 millisecond', lease_token = $2
    FROM c WHERE l.endpoint_id = c.endpoint_id AND l.referral_id = c.referral_id
  RETURNING l.head`;

const CLAIMED = `
  SELECT l.endpoint_id AS "endpointId", l.referral_id AS "referralId", l.lease_token AS token, l.attempts, d.id AS "deliveryId",
         d.event_id AS "eventId", d.body, d.correlation_id AS "correlationId", d.traceparent, e.url, e.sealed_secret AS "sealedSecret",
         CASE WHEN e.previous_until > clock_timestamp() THEN e.previous_sealed_secret END AS "previousSealedSecret", e.slowdowns
    FROM delivery d
    JOIN delivery_lane l ON l.endpoint_id = d.endpoint_id AND l.referral_id = d.referral_id
    JOIN endpoint e ON e.id = d.endpoint_id
   WHERE d.id = ANY($1)`;

interface DueEndpoint {
  readonly id: string;
  readonly providerId: string;
  /** Lanes that its provider may still lease. */
  readonly room: number;
}

/** Each provider's room, dealt out in turn over its endpoints that are due: how many lanes each may lease at most. */
function sharedOut(due: readonly DueEndpoint[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const { id, providerId, room } of due) {
    const ofProvider = due.filter((other) => other.providerId === providerId);
    const turn = ofProvider.findIndex((other) => other.id === id);
    const share = Math.floor((room + ofProvider.length - 1 - turn) / ofProvider.length);
    if (share > 0) most.set(id, share);
  }
  return most;
}

/** The lanes in which deliveries wait, one per endpoint and referral. Workers lease lanes; deliveries are never claimed. */
@Injectable()
export class LaneRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Puts a delivery at the end of its lane; its number there. The lane stays locked until the transaction ends. */
  async append(endpointId: string, referralId: string, deliveryId: string): Promise<number> {
    const [lane] = await this.transaction.query<{ sequence: number }>(
      `INSERT INTO delivery_lane AS l (endpoint_id, referral_id, sequence, open_count, head, attempts, next_attempt_at)
       VALUES ($1, $2, 1, 1, $3, 0, now())
       ON CONFLICT (endpoint_id, referral_id) DO UPDATE SET sequence = l.sequence + 1, open_count = l.open_count + 1,
         head = coalesce(l.head, excluded.head), next_attempt_at = coalesce(l.next_attempt_at, now())
       RETURNING sequence`,
      [endpointId, referralId, deliveryId],
    );
    return lane?.sequence ?? 1;
  }

  /**
   * Leases what is due, the endpoints served longest ago first, each up to its cap and no provider more than `share`
   * lanes at once: the endpoints of one that do not answer cannot take the slots of all. Two workers that claim at the same
   * moment do not see one another's leases, so over several processes a provider may for a while hold a share in each.
   */
  claim(endpoints: number, share: number, leaseMs: number): Promise<ClaimedLane[]> {
    return this.transaction.run(async () => {
      const due = await this.transaction.query<DueEndpoint>(DUE_ENDPOINTS, [endpoints, share]);
      if (due.length === 0) return [];
      const most = sharedOut(due);
      const leased = await this.transaction.query<{ head: string }>(LEASE_LANES, [
        [...most.keys()],
        randomUUID(),
        leaseMs,
        [...most.values()],
      ]);
      if (leased.length === 0) return [];
      return this.transaction.query<ClaimedLane>(CLAIMED, [leased.map(({ head }) => head)]);
    });
  }

  /** Frees the lanes of workers that were lost. Their attempt may have reached the endpoint, so it counts. */
  async freeExpired(): Promise<number> {
    const freed = await this.transaction.run(() =>
      this.transaction.query<{ head: string }>(
        `UPDATE delivery_lane SET lease_until = NULL, lease_token = NULL, attempts = attempts + 1, next_attempt_at = now()
          WHERE lease_until IS NOT NULL AND lease_until < now() RETURNING head`,
      ),
    );
    return freed.length;
  }

  /** Locks the lane if this claim still holds it; false when its lease ended and another has it. */
  async lockLeased({ endpointId, referralId, token }: ClaimedLane): Promise<boolean> {
    const rows = await this.transaction.query<object>(
      `SELECT 1 FROM delivery_lane WHERE endpoint_id = $1 AND referral_id = $2 AND lease_token = $3 FOR UPDATE`,
      [endpointId, referralId, token],
    );
    return rows.length > 0;
  }

  /** Skips what is still due to an endpoint that is being deleted, and takes its lanes from whoever holds them: what they settle late changes nothing. */
  async abandon(endpointId: string): Promise<void> {
    await this.transaction.query(`SELECT 1 FROM delivery_lane WHERE endpoint_id = $1 ORDER BY referral_id FOR UPDATE`, [endpointId]);
    await this.transaction.query(
      `WITH skipped AS (UPDATE delivery SET state = 'skipped', reason = 'endpoint-deleted' WHERE endpoint_id = $1 AND state IN ('pending', 'waiting'))
       UPDATE delivery_lane SET head = NULL, open_count = 0, attempts = 0, next_attempt_at = NULL, lease_until = NULL, lease_token = NULL
        WHERE endpoint_id = $1`,
      [endpointId],
    );
  }

  /** Locks a lane, whoever holds it; true if somebody does. */
  async lock(endpointId: string, referralId: string): Promise<boolean> {
    const [lane] = await this.transaction.query<{ leased: boolean }>(
      `SELECT lease_until IS NOT NULL AS leased FROM delivery_lane WHERE endpoint_id = $1 AND referral_id = $2 FOR UPDATE`,
      [endpointId, referralId],
    );
    return lane?.leased ?? false;
  }

  /**
   * Skips what of a task still waits in the lane; true if something of the lane is on its way. What is on its way is only
   * marked: it is skipped if this attempt fails.
   */
  async supersede(endpointId: string, referralId: string, taskId: string): Promise<boolean> {
    const leased = await this.lock(endpointId, referralId);
    await this.transaction.query(
      `UPDATE delivery d SET reason = 'superseded', state = CASE WHEN l.lease_until IS NOT NULL AND l.head = d.id THEN d.state ELSE 'skipped' END
         FROM delivery_lane l
        WHERE d.endpoint_id = $1 AND d.referral_id = $2 AND d.task_id = $3 AND d.state IN ('pending', 'waiting')
          AND l.endpoint_id = $1 AND l.referral_id = $2`,
      [endpointId, referralId, taskId],
    );
    return leased;
  }

  /** Gives the lane back, its head to be tried again. */
  async release({ endpointId, referralId }: ClaimedLane, attempts: number, delayMs: number): Promise<void> {
    await this.transaction.query(
      `UPDATE delivery_lane SET lease_until = NULL, lease_token = NULL, attempts = $3,
         next_attempt_at = clock_timestamp() + $4::double precision * interval '1 millisecond'
        WHERE endpoint_id = $1 AND referral_id = $2`,
      [endpointId, referralId, attempts, delayMs],
    );
  }

  /** Gives the lane back with what comes next at its head. The lane must be locked: else a delivery added meanwhile is not seen. */
  async advance(endpointId: string, referralId: string): Promise<void> {
    await this.transaction.query(
      `WITH open AS (SELECT id, sequence FROM delivery WHERE endpoint_id = $1 AND referral_id = $2 AND state IN ('pending', 'waiting')),
       next AS (SELECT (SELECT id FROM open ORDER BY sequence LIMIT 1) AS id, (SELECT count(*) FROM open) AS left)
       UPDATE delivery_lane SET head = next.id, open_count = next.left, attempts = 0, lease_until = NULL, lease_token = NULL,
         next_attempt_at = CASE WHEN next.id IS NULL THEN NULL ELSE clock_timestamp() END
         FROM next WHERE endpoint_id = $1 AND referral_id = $2`,
      [endpointId, referralId],
    );
  }
}
