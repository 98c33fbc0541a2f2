import { schemaOf } from '../database/database-definition';
import type { Transaction } from '../database/transaction';

/**
 * In the open transaction: drops the whole months of a service's audit trail that ended before `before`, oldest first, and none that the
 * database's owner has the trail keep (six years unless changed). Answers how many entries went (GV-03).
 */
export async function dropAuditMonths(transaction: Transaction, service: string, before: Date): Promise<number> {
  const trail = `${schemaOf({ name: service })}_audit`;
  const [dropped] = await transaction.query<{ entries: number }>(
    `SELECT coalesce(sum(d.entries), 0)::integer AS entries
     FROM ${trail}.keeping k,
       ${trail}.drop_months(LEAST($1::date, (date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => k.months))::date)) d`,
    [before],
  );
  return dropped?.entries ?? 0;
}
