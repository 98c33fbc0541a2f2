import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { dayAfter, localDateOf, startOfDay } from '../clocks/working-days.rules';
import { Worker } from '../workers/worker.entity';
import { Employment } from './employment.entity';

/** The terms of which it is asked whether a worker sees the cases of a scheme: SQL expressions, one for each. */
export interface SightTerms {
  readonly worker: string;
  readonly scheme: string;
  /** Whose cases they are. */
  readonly organisation: string;
  /** Whose account they come with. */
  readonly comesFrom: string;
  readonly today: string;
  readonly now: string;
}

/**
 * The rule, as SQL: who has no employment on record is the organisation's own. What a foreign employer's people may see, an agreement says;
 * whoever comes as one of them is not let in by an employment elsewhere (CL-27).
 */
export function seesScheme({ worker, scheme, organisation, comesFrom, today, now }: SightTerms): string {
  return `((${organisation} = ${comesFrom} AND NOT EXISTS (SELECT 1 FROM employment WHERE worker_id = ${worker}))
    OR EXISTS (SELECT 1 FROM employment e WHERE e.worker_id = ${worker} AND e.valid_from <= ${today} AND (e.valid_until IS NULL OR e.valid_until >= ${today})
      AND (${organisation} = ${comesFrom} OR e.employer_id = ${comesFrom})
      AND (e.employer_id = ${organisation} OR EXISTS (SELECT 1 FROM agreement_copy a
        WHERE a.party_id = e.employer_id AND a.scheme_id = ${scheme} AND a.organisation_id = ${organisation} AND 'work-on-cases' = ANY(a.purposes)
          AND a.valid_from <= ${now} AND (a.valid_until IS NULL OR a.valid_until > ${now})))))`;
}

const TOLD = { worker: '$1', scheme: 'scheme.id', organisation: '$4', comesFrom: '$6::uuid', today: '$3', now: '$5' };
const OPEN_SCHEMES = `SELECT scheme.id FROM unnest($2::uuid[]) AS scheme (id) WHERE ${seesScheme(TOLD)}`;

// Any organisation may say that it has somebody's people among its workers: one with which there is an agreement comes first.
const EMPLOYED = `
  SELECT w.id FROM worker w JOIN employment e ON e.worker_id = w.id
  WHERE e.employer_id = $1 AND w.account_subject = $2 AND e.valid_from <= $3 AND (e.valid_until IS NULL OR e.valid_until >= $3)
  ORDER BY EXISTS (SELECT 1 FROM agreement_copy a
      WHERE a.party_id = $1 AND a.organisation_id = w.organisation_id AND a.scheme_id = ANY(w.scheme_ids) AND 'work-on-cases' = ANY(a.purposes)
        AND a.valid_from <= $4 AND (a.valid_until IS NULL OR a.valid_until > $4)) DESC,
    e.valid_from, w.id LIMIT 1`;

const NEXT_END = `
  SELECT (SELECT min(valid_until)::text FROM employment WHERE worker_id = $1 AND valid_until >= $4) AS "lastDay",
    (SELECT min(a.valid_until) FROM agreement_copy a JOIN employment e ON e.employer_id = a.party_id AND e.worker_id = $1
      WHERE a.organisation_id = $3 AND a.scheme_id = ANY($2::uuid[]) AND a.valid_until > $5) AS until`;

/** What decides, with their employments, what a worker may see. */
export interface PlacedWorker {
  readonly id: string;
  readonly organisationId: string;
  readonly schemeIds: readonly string[];
}

@Injectable()
export class EmploymentRepository {
  constructor(private readonly transaction: Transaction) {}

  ofWorker(workerId: string): Promise<Employment[]> {
    return this.transaction.reader.find(Employment, { where: { workerId }, order: { validFrom: 'ASC', id: 'ASC' } });
  }

  /** Null: there is no such worker. */
  worker(id: string): Promise<Worker | null> {
    return this.transaction.reader.findOneBy(Worker, { id });
  }

  /** Workers whose access to the scheme an agreement with their employer decides. */
  async employedFor(organisationId: string, schemeId: string, employerId: string): Promise<string[]> {
    const rows = await this.transaction.read<{ id: string }>(
      `SELECT DISTINCT w.id FROM worker w JOIN employment e ON e.worker_id = w.id
       WHERE e.employer_id = $3 AND w.organisation_id = $1 AND $2::uuid = ANY(w.scheme_ids) ORDER BY w.id`,
      [organisationId, schemeId, employerId],
    );
    return rows.map(({ id }) => id);
  }

  /** When an employment or an agreement of the worker's next ends; null when no end is known. */
  async nextEnd({ id, schemeIds, organisationId }: PlacedWorker, at: Date): Promise<Date | null> {
    const [row] = await this.transaction.read<{ lastDay: string | null; until: Date | null }>(NEXT_END, [
      id,
      schemeIds,
      organisationId,
      localDateOf(at),
      at,
    ]);
    const ends = [row?.lastDay ? startOfDay(dayAfter(row.lastDay)) : null, row?.until ?? null].filter((end) => end !== null);
    return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
  }

  /** Keeps the worker's employments as they are until the transaction ends. */
  shareWorker(id: string, organisationId: string): Promise<Worker | null> {
    return this.transaction.manager.findOne(Worker, { where: { id, organisationId }, lock: { mode: 'pessimistic_read' } });
  }

  /** Locks the worker, so that what is told of them goes out in the order in which it happened. */
  async lockWorker(id: string, organisationId: string): Promise<Worker> {
    if (!isUUID(id)) throw new NotFoundError('worker');
    const found = await this.transaction.manager.findOne(Worker, { where: { id, organisationId }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new NotFoundError('worker');
    return found;
  }

  /** The worker with an account of their employer, when that is another organisation than the one whose cases they have (CL-27). */
  async employedBy(employerId: string, accountSubject: string, at: Date): Promise<Worker | null> {
    const [row] = await this.transaction.read<{ id: string }>(EMPLOYED, [employerId, accountSubject, localDateOf(at), at]);
    return row ? this.transaction.reader.findOneBy(Worker, { id: row.id }) : null;
  }

  /** Those of a worker's schemes whose cases they may see now, by who employs them (CL-27) and whose account they come with. */
  async openSchemes({ id, schemeIds, organisationId }: PlacedWorker, comesFrom: string, at: Date): Promise<string[]> {
    const parameters = [id, schemeIds, localDateOf(at), organisationId, at, comesFrom];
    const rows = await this.transaction.read<{ id: string }>(OPEN_SCHEMES, parameters);
    return rows.map((row) => row.id);
  }

  /** False when the worker has another employment at the host on some of its days: the database refuses it. */
  async insert(employment: Employment): Promise<boolean> {
    const { id, workerId, role, title, employerId, employerName, hostId, hostName, wte, validFrom, validUntil } = employment;
    const rows = await this.transaction.query(
      `INSERT INTO employment (id, worker_id, role, title, employer_id, employer_name, host_id, host_name, wte, valid_from, valid_until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
      [id, workerId, role, title, employerId, employerName, hostId, hostName, wte, validFrom, validUntil],
    );
    return rows.length > 0;
  }

  /** Only ever earlier than it was, so it can meet no other. */
  async end(id: string, validUntil: string): Promise<void> {
    await this.transaction.query(`UPDATE employment SET valid_until = $2 WHERE id = $1`, [id, validUntil]);
  }
}
