import { BackgroundLoop, type Transaction } from '#libs/platform';
import { TOPIC_SETTINGS } from '../topics';

const HOUR_MS = 3_600_000;
const AT_ONCE = 5000;
/** The longest that an event may have waited in an outbox, and a margin. */
const MARGIN_DAYS = 14;

/** How long an event may come again: as long as a topic keeps it, plus what it may have waited before. */
export const INBOX_DAYS = Math.max(...Object.values(TOPIC_SETTINGS).map(({ retentionDays = 0 }) => retentionDays)) + MARGIN_DAYS;

/** Forgets inbox rows of events that can no longer come again, a chunk at a time. */
export function inboxRetention(transaction: Transaction, service: string): BackgroundLoop {
  return new BackgroundLoop(`${service} inbox retention`, HOUR_MS, async () => {
    // One statement, a transaction of its own.
    const gone = await transaction.read(
      `DELETE FROM inbox WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM inbox WHERE received_at < now() - $1 * interval '1 day' LIMIT $2)) RETURNING 1`,
      [INBOX_DAYS, AT_ONCE],
    );
    return gone.length === AT_ONCE;
  });
}
