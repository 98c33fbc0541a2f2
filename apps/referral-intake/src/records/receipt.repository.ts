import { Injectable } from '@nestjs/common';
import type { RecordCount, RecordsAnswered, ServiceName } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { RecordsCount, ServiceReceipt } from './records.dto';
import type { RequestKind } from './records.rules';

/** Every service that holds records of referrals; identity knows only those who sign in. */
const HOLDERS: readonly ServiceName[] = ['referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor'];

/** What a privacy officer, an operator or the schedule has asked every service to do. */
export interface RecordsRequest {
  readonly id: string;
  readonly kind: RequestKind;
  /** Null for a retention run. */
  readonly personId: string | null;
  readonly reason: string | null;
  readonly dryRun: boolean;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** How many events tell of it so far: every service answers each. */
  readonly events: number;
}

/** What is on record of a request before it is carried out. */
interface NewRequest {
  readonly id: string;
  readonly kind: RequestKind;
  readonly by: string;
  readonly at: Date;
  readonly personId?: string;
  readonly organisationId?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

/** Whether every service has done its part, and what. */
interface Receipt {
  readonly complete: boolean;
  readonly services: ServiceReceipt[];
  readonly waitingFor: ServiceName[];
}

interface Answer {
  readonly service: ServiceName;
  readonly at: Date;
  readonly done: readonly RecordCount[];
  readonly kept: readonly RecordCount[];
  /** Another part of it follows. */
  readonly more: boolean;
}

const COLUMNS = `id, kind, person_id AS "personId", reason, dry_run AS "dryRun", requested_by AS "requestedBy", requested_at AS "requestedAt", events`;

/** Requests about records, and what each service answers to them. */
@Injectable()
export class ReceiptRepository {
  constructor(private readonly transaction: Transaction) {}

  async find(id: string): Promise<RecordsRequest | undefined> {
    const [row] = await this.transaction.read<RecordsRequest>(`SELECT ${COLUMNS} FROM records_request WHERE id = $1`, [id]);
    return row;
  }

  async erasureOf(personId: string): Promise<RecordsRequest | undefined> {
    const [row] = await this.transaction.read<RecordsRequest>(
      `SELECT ${COLUMNS} FROM records_request WHERE kind = 'erasure' AND person_id = $1`,
      [personId],
    );
    return row;
  }

  /** The last request for a copy of a person's records, of one organisation. */
  async accessOf(personId: string, organisationId: string): Promise<RecordsRequest | undefined> {
    const [row] = await this.transaction.read<RecordsRequest>(
      `SELECT ${COLUMNS} FROM records_request WHERE kind = 'access' AND person_id = $1 AND organisation_id = $2
       ORDER BY requested_at DESC, id LIMIT 1`,
      [personId, organisationId],
    );
    return row;
  }

  /** The copies that services have sent, each put together from its parts. */
  async copiesFor(requestId: string): Promise<{ service: string; text: string }[]> {
    const rows = await this.transaction.query<{ service: string; copy: string }>(
      `SELECT service, copy FROM records_answer WHERE request_id = $1 AND copy IS NOT NULL ORDER BY service, id`,
      [requestId],
    );
    const services = [...new Set(rows.map(({ service }) => service))];
    return services.map((service) => {
      const parts = rows.filter((row) => row.service === service).map(({ copy }) => copy);
      return { service, text: Buffer.from(parts.join(''), 'base64').toString('utf8') };
    });
  }

  /** Copies are not kept: what they were of is where it was. */
  async forgetCopies(which: { personId?: string; organisationId?: string; before?: Date }): Promise<number> {
    const gone = await this.transaction.query(
      `UPDATE records_answer a SET copy = NULL FROM records_request r
       WHERE r.id = a.request_id AND a.copy IS NOT NULL AND ($1::uuid IS NULL OR r.person_id = $1) AND ($2::timestamptz IS NULL OR r.requested_at < $2)
         AND ($3::uuid IS NULL OR r.organisation_id = $3)
       RETURNING a.id`,
      [which.personId ?? null, which.before ?? null, which.organisationId ?? null],
    );
    return gone.length;
  }

  /** Receipts of retention runs; answers how many went. */
  async forgetRuns(before: Date): Promise<number> {
    const old = `SELECT id FROM records_request WHERE kind = 'retention' AND requested_at < $1`;
    await this.transaction.query(`DELETE FROM records_answer WHERE request_id IN (${old})`, [before]);
    const gone = await this.transaction.query(`DELETE FROM records_request WHERE kind = 'retention' AND requested_at < $1 RETURNING id`, [
      before,
    ]);
    return gone.length;
  }

  ofPerson(personId: string, organisationId: string): Promise<RecordsRequest[]> {
    return this.transaction.read<RecordsRequest>(
      `SELECT ${COLUMNS} FROM records_request WHERE person_id = $1 AND organisation_id = $2 ORDER BY requested_at DESC, id LIMIT 200`,
      [personId, organisationId],
    );
  }

  latestRuns(limit: number): Promise<RecordsRequest[]> {
    return this.transaction.read<RecordsRequest>(
      `SELECT ${COLUMNS} FROM records_request WHERE kind = 'retention' ORDER BY requested_at DESC, id LIMIT $1`,
      [limit],
    );
  }

  async request({ id, kind, by, at, personId, organisationId, reason, dryRun = false }: NewRequest): Promise<void> {
    await this.transaction.query(
      `INSERT INTO records_request (id, kind, person_id, organisation_id, reason, requested_by, requested_at, dry_run, events)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`,
      [id, kind, personId ?? null, organisationId ?? null, reason ?? null, by, at, dryRun],
    );
  }

  /** One more event tells of the request. */
  async published(requestId: string): Promise<void> {
    await this.transaction.query(`UPDATE records_request SET events = events + 1 WHERE id = $1`, [requestId]);
  }

  /** A service answers each event of a request. */
  async add({ service, requestId, done, kept, at, more = false, copy }: RecordsAnswered): Promise<void> {
    await this.transaction.query(
      `INSERT INTO records_answer (request_id, service, at, done, kept, more, copy)
       SELECT id, $2, $3, $4, $5, $6, $7 FROM records_request WHERE id = $1`,
      [requestId, service, at, JSON.stringify(done), JSON.stringify(kept), more, copy?.part ?? null],
    );
  }

  async receiptOf({ id, events }: RecordsRequest): Promise<Receipt> {
    const answers = await this.transaction.read<Answer>(
      `SELECT service, at, done, kept, more FROM records_answer WHERE request_id = $1 ORDER BY service, at, id`,
      [id],
    );
    const of = (service: ServiceName): Answer[] => answers.filter((answer) => answer.service === service);
    // Before there was an event that tells of it, only keys were destroyed: no service has done its part.
    const waitingFor = HOLDERS.filter((service) => events === 0 || of(service).filter(({ more }) => !more).length < events);
    const services = [...new Set(answers.map(({ service }) => service))].map((service) => together(service, of(service)));
    return { complete: waitingFor.length === 0, services, waitingFor };
  }
}

/** All answers of a service as one. */
function together(service: ServiceName, answers: readonly Answer[]): ServiceReceipt {
  const last = answers.at(-1)?.at ?? new Date(0);
  return {
    service,
    at: last.toISOString(),
    done: summed(answers.flatMap(({ done }) => done)),
    kept: summed(answers.flatMap(({ kept }) => kept)),
  };
}

function summed(counts: readonly RecordCount[]): RecordsCount[] {
  const sums = new Map<string, RecordsCount>();
  for (const { kind, count, why } of counts) {
    const sum = sums.get(`${kind} ${why ?? ''}`);
    if (sum) sum.count += count;
    else sums.set(`${kind} ${why ?? ''}`, { kind, count, ...(why === undefined ? {} : { why }) });
  }
  return [...sums.values()];
}
