import type { MessageContext } from '../message-context';
import { OlderThanInboxError } from '../transport/transport.errors';
import { settingsOfTopic } from '../topics';
import { INBOX_DAYS } from './inbox-retention';

export const DAY_MS = 86_400_000;

/**
 * Refuses a message that comes so late that its inbox row may be forgotten, as after an offset reset: it could be a
 * double. Topics kept for ever carry whole states, of which an old one is ignored by its sequence.
 */
export function refuseOlderThanInbox({ topic, time }: MessageContext, now: number): void {
  if (settingsOfTopic(topic).retentionDays === undefined) return;
  if (now - Date.parse(time) > INBOX_DAYS * DAY_MS) throw new OlderThanInboxError(INBOX_DAYS);
}
