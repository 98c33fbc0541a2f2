import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { SenderView } from './sender.view';

/** Every registered sender, for the operator. */
@Injectable()
export class SendersQuery {
  constructor(private readonly transaction: Transaction) {}

  list(): Promise<SenderView[]> {
    return this.transaction.read<SenderView & Record<string, unknown>>(
      `SELECT s.id, s.name, s.ods_code AS "odsCode",
              ARRAY(SELECT c.client_id FROM sender_client c WHERE c.sender_id = s.id ORDER BY c.client_id) AS "clientIds",
              ARRAY(SELECT a.scheme_id FROM agreement a WHERE a.sender_id = s.id ORDER BY a.scheme_id) AS "schemeIds"
         FROM sender s ORDER BY s.name, s.id`,
    );
  }
}
