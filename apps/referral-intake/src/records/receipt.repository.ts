import { Injectable } from '@nestjs/common';
import type { RecordsAnswered } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { ServiceReceipt } from './records.dto';

/** What a privacy officer, or the schedule, has asked every service to do. */
export interface RecordsRequest {
  readonly id: string;
  readonly personId: string | null;
  readonly reason: string;
  readonly requestedAt: Date;
}

/** Requests about records, and what each service answers to them. */
@Injectable()
export class ReceiptRepository {
  constructor(private readonly transaction: Transaction) {}

  async erasureOf(personId: string): Promise<RecordsRequest | undefined> {
    const [row] = await this.transaction.read<RecordsRequest>(
      `SELECT id, person_id AS "personId", reason, requested_at AS "requestedAt" FROM records_request WHERE kind = 'erasure' AND person_id = $1`,
      [personId],
    );
    return row;
  }

  async request(
    kind: 'erasure',
    request: { id: string; personId: string; organisationId: string; reason: string; by: string; at: Date },
  ): Promise<void> {
    await this.transaction.query(
      `INSERT INTO records_request (id, kind, person_id, organisation_id, reason, requested_by, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [request.id, kind, request.personId, request.organisationId, request.reason, request.by, request.at],
    );
  }

  /** A service may answer more than once to one request, a part at a time. */
  async add({ service, requestId, done, kept, at }: RecordsAnswered): Promise<void> {
    await this.transaction.query(
      `INSERT INTO records_answer (request_id, service, at, done, kept) SELECT id, $2, $3, $4, $5 FROM records_request WHERE id = $1`,
      [requestId, service, at, JSON.stringify(done), JSON.stringify(kept)],
    );
  }

  async answersTo(requestId: string): Promise<ServiceReceipt[]> {
    const rows = await this.transaction.read<{ service: string; at: Date; done: ServiceReceipt['done']; kept: ServiceReceipt['kept'] }>(
      `SELECT service, at, done, kept FROM records_answer WHERE request_id = $1 ORDER BY service, at`,
      [requestId],
    );
    return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  }
}
