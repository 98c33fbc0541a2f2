import { Injectable } from '@nestjs/common';
import { contractOf } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Transaction } from '#libs/platform';
import { codesOf } from './codes.rules';
import { JourneyRepository, type RecordedStep } from './journey.repository';

/** Records that an event happened, and to which journey it belongs when it tells of a referral. */
@Injectable()
export class RecordStepService {
  constructor(
    private readonly transaction: Transaction,
    private readonly journeys: JourneyRepository,
  ) {}

  execute(event: object, message: MessageContext, now: Date): Promise<void> {
    const { id: eventId, type, source, topic, sequence, subject, correlationId, time: at } = message;
    const step: RecordedStep = {
      eventId,
      subject,
      type,
      source,
      topic,
      sequence,
      correlationId,
      at,
      recordedAt: now,
      codes: codesOf(event),
    };
    const isOfReferral = contractOf(event).subject === 'referralId';
    return this.transaction.run(async () => {
      await this.transaction.together(() => [
        this.journeys.addStep(step),
        ...(isOfReferral ? [this.journeys.extend(step, referenceOf(event))] : []),
      ]);
    });
  }
}

function referenceOf(event: object): string | undefined {
  return 'reference' in event && typeof event.reference === 'string' ? event.reference : undefined;
}
