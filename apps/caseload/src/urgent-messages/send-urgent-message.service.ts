import { Injectable } from '@nestjs/common';
import { Carriers } from '../person-messages/carriers.client';
import { UrgentMessageRepository } from './urgent-message.repository';
import { MOST_URGENT_ATTEMPTS, nextUrgentAttemptAfterMs } from './urgent-message.rules';

/** Sends one claimed message to staff and puts on record what became of it. */
@Injectable()
export class SendUrgentMessageService {
  constructor(
    private readonly messages: UrgentMessageRepository,
    private readonly carriers: Carriers,
  ) {}

  async execute(id: string, claim: string, now: () => Date): Promise<void> {
    const message = await this.messages.held(id, claim);
    const carrier = message && this.carriers.of(message.channel);
    if (!carrier) return;
    const { channel, address: to, subject, text } = message;
    const carried = await carrier.carry({ id, channel, to, subject, text, isRepeat: message.attempts > 0 });
    const attempts = message.attempts + 1;
    const at = now();
    if (carried.outcome === 'sent') return this.messages.attempted(message, claim, { state: 'sent', why: null, settledAt: at });
    const { why } = carried;
    if (carried.outcome === 'refused' || attempts >= MOST_URGENT_ATTEMPTS)
      return this.messages.attempted(message, claim, { state: 'failed', why, settledAt: at });
    const nextTryAt = new Date(at.getTime() + nextUrgentAttemptAfterMs(attempts, carried.afterMs));
    await this.messages.attempted(message, claim, { state: 'queued', why, settledAt: null, nextTryAt });
  }
}
