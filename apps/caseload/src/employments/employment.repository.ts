import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { localDateOf } from '../clocks/working-days.rules';
import { Worker } from '../workers/worker.entity';
import { Employment } from './employment.entity';

// Who has no employment on record is the organisation's own. What a foreign employer's people may see, an agreement says; whoever comes as one
// of them ($6) is not let in by an employment elsewhere.
const OPEN_SCHEMES = `
  SELECT scheme.id FROM unnest($2::uuid[]) AS scheme (id)
  WHERE ($4 = $6::uuid AND NOT EXISTS (SELECT 1 FROM employment WHERE worker_id = $1))
    OR EXISTS (SELECT 1 FROM employment e WHERE e.worker_id = $1 AND e.valid_from <= $3 AND (e.valid_until IS NULL OR e.valid_until >= $3)
      AND ($4 = $6 OR e.employer_id = $6)
      AND (e.employer_id = $4 OR EXISTS (SELECT 1 FROM agreement_copy a
        WHERE a.party_id = e.employer_id AND a.scheme_id = scheme.id AND a.organisation_id = $4 AND 'work-on-cases' = ANY(a.purposes)
          AND a.valid_from <= $5 AND (a.valid_until IS NULL OR a.valid_until > $5))))`;

// Any organisation may say that it has somebody's people among its workers: one with which there is an agreement comes first.
const EMPLOYED = `
  SELECT w.id FROM worker w JOIN employment e ON e.worker_id = w.id
  WHERE e.employer_id = $1 AND w.account_subject = $2 AND e.valid_from <= $3 AND (e.valid_until IS NULL OR e.valid_until >= $3)
  ORDER BY EXISTS (SELECT 1 FROM agreement_copy a
      WHERE a.party_id = $1 AND a.organisation_id = w.organisation_id AND a.scheme_id = ANY(w.scheme_ids) AND 'work-on-cases' = ANY(a.purposes)
        AND a.valid_from <= $4 AND (a.valid_until IS NULL OR a.valid_until > $4)) DESC,
    e.valid_from, w.id LIMIT 1`;

@Injectable()
export class EmploymentRepository {
  constructor(private readonly transaction: Transaction) {}

  ofWorker(workerId: string): Promise<Employment[]> {
    return this.transaction.reader.find(Employment, { where: { workerId }, order: { validFrom: 'ASC', id: 'ASC' } });
  }

  workerOf(id: string, organisationId: string): Promise<Worker | null> {
    return this.transaction.reader.findOneBy(Worker, { id, organisationId });
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
  async openSchemes({ id, schemeIds, organisationId }: Worker, comesFrom: string, at: Date): Promise<string[]> {
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
