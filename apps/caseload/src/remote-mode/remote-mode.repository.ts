import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { RemoteMode as Mode } from '../contacts/contact-modes.rules';
import { RemoteMode } from './remote-mode.entity';

@Injectable()
export class RemoteModeRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Keeps a switch of the case's scheme from beginning or ending until the transaction ends, so that no contact is planned past
   * it. To be called before the case is locked: the switch takes the scheme first and its cases then.
   */
  async holdForCase(caseId: string): Promise<void> {
    await this.transaction.query(
      `SELECT 1 FROM scheme_copy s WHERE s.scheme_id = (SELECT c.scheme_id FROM "case" c WHERE c.id::text = $1) FOR SHARE`,
      [caseId],
    );
  }

  /** The one who switches a scheme or undoes it, one at a time. */
  async lockScheme(schemeId: string): Promise<void> {
    await this.transaction.query(`SELECT 1 FROM scheme_copy WHERE scheme_id = $1 FOR NO KEY UPDATE`, [schemeId]);
  }

  /** The mode that replaces in-person contact in a scheme at a time, if it is suspended then. */
  async inForce(schemeId: string, at: Date): Promise<Mode | null> {
    const [row] = await this.transaction.query<{ mode: Mode }>(
      `SELECT mode FROM remote_mode WHERE scheme_id = $1 AND undone_at IS NULL AND from_at <= $2 AND (until_at IS NULL OR until_at > $2)
       ORDER BY started_at DESC LIMIT 1`,
      [schemeId, at],
    );
    return row?.mode ?? null;
  }

  /** True when the scheme is switched already in a part of that time. */
  async overlaps(schemeId: string, from: Date, until: Date | null): Promise<boolean> {
    const rows = await this.transaction.query(
      `SELECT 1 FROM remote_mode WHERE scheme_id = $1 AND undone_at IS NULL AND (until_at IS NULL OR until_at > $2)
         AND ($3::timestamptz IS NULL OR from_at < $3) LIMIT 1`,
      [schemeId, from, until],
    );
    return rows.length > 0;
  }

  /** The last switch that has not been undone. */
  last(schemeId: string): Promise<RemoteMode | null> {
    return this.transaction.reader
      .find(RemoteMode, { where: { schemeId }, order: { startedAt: 'DESC', id: 'DESC' }, take: 20 })
      .then((switches) => switches.find(({ undoneAt }) => undoneAt === null) ?? null);
  }

  async insert(started: RemoteMode): Promise<void> {
    await this.transaction.manager.insert(RemoteMode, started);
  }

  async update(changed: RemoteMode): Promise<void> {
    await this.transaction.manager.update(RemoteMode, { id: changed.id }, changed);
  }
}
