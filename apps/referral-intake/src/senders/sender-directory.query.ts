import { Injectable } from '@nestjs/common';
import { Clock, Transaction, type Principal } from '#libs/platform';
import type { OpenScheme, RegisteredSender } from './sender.view';

const REMEMBERED_MS = 5000;

/**
 * Who a client refers for, and to whom it may. A client acts for its own organisation alone, whatever list it stands in. Remembered for
 * five seconds, so that a practice posting its backlog does not ask for each referral; a change of agreement holds everywhere within
 * that time.
 */
@Injectable()
export class SenderDirectory {
  private readonly remembered = new Map<string, { sender: RegisteredSender | undefined; until: number }>();

  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async find({ subject: clientId, organisationId }: Pick<Principal, 'subject' | 'organisationId'>): Promise<RegisteredSender | undefined> {
    const now = this.clock.now().getTime();
    const known = this.remembered.get(clientId);
    const isFresh = known !== undefined && known.until > now;
    const sender = isFresh ? known.sender : await this.load(clientId);
    if (!isFresh) this.remember(clientId, sender, now + REMEMBERED_MS);
    return sender?.id === organisationId ? sender : undefined;
  }

  private remember(clientId: string, sender: RegisteredSender | undefined, until: number): void {
    if (this.remembered.size > 1000) this.remembered.clear();
    this.remembered.set(clientId, { sender, until });
  }

  forget(): void {
    this.remembered.clear();
  }

  private async load(clientId: string): Promise<RegisteredSender | undefined> {
    const rows = await this.transaction.read<{ id: string; name: string; ods_code: string | null; schemes: OpenScheme[] }>(
      `SELECT s.id, s.name, s.ods_code,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'organisationId', m.organisation_id, 'name', m.name, 'serviceLevels', m.service_levels)
                                         ORDER BY m.name, m.id), '[]')
                 FROM agreement a JOIN scheme m ON m.id = a.scheme_id WHERE a.sender_id = s.id) AS schemes
         FROM sender_client c JOIN sender s ON s.id = c.sender_id WHERE c.client_id = $1`,
      [clientId],
    );
    const [row] = rows;
    return row && { id: row.id, name: row.name, schemes: row.schemes, ...(row.ods_code === null ? {} : { odsCode: row.ods_code }) };
  }
}
