import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Transaction } from '#libs/platform';
import { closingTimeOf } from '../clocks/working-days.rules';
import { Absence } from './absence.entity';

const DUE = `
  SELECT count(*)::integer AS due FROM "case"
  WHERE status <> 'closed' AND worker_id = $1 AND next_action_owner = 'worker' AND next_action_due_at <= $2
    AND (next_action_owner_id IS NULL OR next_action_owner_id = $1)`;

@Injectable()
export class AbsenceRepository {
  constructor(private readonly transaction: Transaction) {}

  ofWorker(workerId: string): Promise<Absence[]> {
    return this.transaction.reader.find(Absence, { where: { workerId }, order: { fromOn: 'ASC', id: 'ASC' } });
  }

  async find(id: string, workerId: string): Promise<Absence | null> {
    return isUUID(id) ? this.transaction.reader.findOneBy(Absence, { id, workerId }) : null;
  }

  /** Absences in which the worker is away or covers for another, on some of these days. */
  meeting(workerId: string, fromOn: string, untilOn: string): Promise<{ workerId: string; coverWorkerId: string }[]> {
    return this.transaction.read(
      `SELECT worker_id AS "workerId", cover_worker_id AS "coverWorkerId" FROM absence
       WHERE ended_at IS NULL AND (worker_id = $1 OR cover_worker_id = $1) AND from_on <= $3 AND until_on >= $2`,
      [workerId, fromOn, untilOn],
    );
  }

  /** Next actions of the worker that are due by the end of a day. */
  async dueBy(workerId: string, day: string): Promise<number> {
    const [row] = await this.transaction.read<{ due: number }>(DUE, [workerId, closingTimeOf(day)]);
    return row?.due ?? 0;
  }

  /** False when the worker is away on some of its days already: the database refuses it. */
  async insert({ id, workerId, coverWorkerId, fromOn, untilOn, reason }: Absence): Promise<boolean> {
    const rows = await this.transaction.query(
      `INSERT INTO absence (id, worker_id, cover_worker_id, from_on, until_on, reason) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, workerId, coverWorkerId, fromOn, untilOn, reason],
    );
    return rows.length > 0;
  }

  async end(id: string, at: Date): Promise<void> {
    await this.transaction.query(`UPDATE absence SET ended_at = $2 WHERE id = $1`, [id, at]);
  }
}
