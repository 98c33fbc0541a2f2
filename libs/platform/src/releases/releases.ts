import { Injectable } from '@nestjs/common';
import { Transaction } from '../database/transaction';

/** Figures of a scheme as they were released for a month. */
export interface Release<T> {
  readonly schemeId: string;
  readonly month: string;
  readonly figures: T;
}

/**
 * Figures are released by whole months after they are over, when they are first asked for, and stay as they were released: what is resolved,
 * withdrawn, erased or set otherwise afterwards shows in later months only. Reading the same month twice tells of nobody.
 */
@Injectable()
export class Releases {
  constructor(private readonly transaction: Transaction) {}

  /** One at a time releases figures of the scheme, until the transaction ends; the last release, if there is one. */
  async lastForUpdate<T>(report: string, schemeId: string): Promise<Release<T> | undefined> {
    await this.transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`release ${report} ${schemeId}`]);
    const [last] = await this.transaction.query<Release<T>>(
      `SELECT scheme_id AS "schemeId", month, figures FROM release WHERE report = $1 AND scheme_id = $2 ORDER BY month DESC LIMIT 1`,
      [report, schemeId],
    );
    return last;
  }

  async add<T>(report: string, { schemeId, month, figures }: Release<T>): Promise<void> {
    await this.transaction.query(`INSERT INTO release (report, scheme_id, month, figures) VALUES ($1, $2, $3, $4)`, [
      report,
      schemeId,
      month,
      JSON.stringify(figures),
    ]);
  }

  /** What was released of the schemes for those months, both included. */
  of<T>(report: string, schemeIds: readonly string[], from: string, to: string): Promise<Release<T>[]> {
    return this.transaction.read<Release<T>>(
      `SELECT scheme_id AS "schemeId", month, figures FROM release
       WHERE report = $1 AND scheme_id = ANY($2) AND month BETWEEN $3 AND $4 ORDER BY month`,
      [report, schemeIds, from, to],
    );
  }
}
