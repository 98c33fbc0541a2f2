import { Body, Controller, HttpCode, Injectable, Post } from '@nestjs/common';
import { IsInt, IsUUID, Min } from 'class-validator';
import { ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { Public, Transaction } from '#libs/platform';
import { sendingDatabase } from './tables';
import { faultService } from './fault-service';

class EventToSend {
  @IsUUID() subject!: string;
  @IsInt() @Min(1) number!: number;
}

/** Writes an event down once, however often it is asked: an answer that was lost is asked for again. */
@Injectable()
class SendEventService {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: OutboxService,
  ) {}

  execute({ subject, number }: EventToSend): Promise<void> {
    return this.transaction.run(async () => {
      const written = await this.transaction.query(
        `INSERT INTO sent (subject, number) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
        [subject, number],
      );
      if (written.length > 0) await this.outbox.add(eventOf(subject, number));
    });
  }
}

@Controller('events')
class EventsController {
  constructor(private readonly sendEvent: SendEventService) {}

  @Post()
  @Public()
  @HttpCode(204)
  async send(@Body() body: EventToSend): Promise<void> {
    await this.sendEvent.execute(body);
  }
}

const SOMEBODY = '6f1c2b5e-8f7c-4f0d-9a36-0d7c4f1f5a01';

/** What the events say does not matter here; which one it is travels in the correlation id that the load gave it. */
function eventOf(referralId: string, number: number): object {
  const now = new Date().toISOString();
  if (number > 1) return Object.assign(new ReferralWithdrawn(), { referralId, status: 'cancelled' as const, withdrawnAt: now });
  return Object.assign(new ReferralAccepted(), {
    referralId,
    reference: 'SP-4K7Q-9M2X',
    schemeId: SOMEBODY,
    organisationId: SOMEBODY,
    senderId: SOMEBODY,
    senderName: 'Riverside Practice',
    receivedAt: now,
    priority: 'routine' as const,
    needs: ['loneliness' as const],
  });
}

export const source = faultService(sendingDatabase('referral-intake'), Symbol('source'), {
  controllers: [EventsController],
  providers: [SendEventService],
});
