import { CaseClosed, CaseOpened, ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';
import { consumersOf, OutboxService, type MessageContext } from '#libs/messaging';
import { Effects } from './effects';
import { faultService } from './fault-service';
import { handlingDatabase } from './tables';

const MIDDLE = Symbol('middle');
const { Consumer, On } = consumersOf(MIDDLE);

/** Handles each event of the source and publishes one of its own in the same transaction. */
@Consumer()
class SourceConsumer {
  constructor(
    private readonly effects: Effects,
    private readonly outbox: OutboxService,
  ) {}

  @On(ReferralAccepted, { ownSubjectOnly: true })
  async accepted({ referralId, schemeId, organisationId }: ReferralAccepted, message: MessageContext): Promise<void> {
    const now = new Date().toISOString();
    await this.effects.write(message);
    await this.outbox.add(
      Object.assign(new CaseOpened(), { referralId, caseId: referralId, schemeId, organisationId, openedAt: now, allocateBy: now }),
    );
  }

  @On(ReferralWithdrawn, { ownSubjectOnly: true })
  async withdrawn({ referralId }: ReferralWithdrawn, message: MessageContext): Promise<void> {
    await this.effects.write(message);
    await this.outbox.add(
      Object.assign(new CaseClosed(), {
        referralId,
        caseId: referralId,
        reason: 'withdrawn' as const,
        contacts: 0,
        closedAt: new Date().toISOString(),
      }),
    );
  }
}

export const middle = faultService(handlingDatabase('caseload'), MIDDLE, { controllers: [SourceConsumer], providers: [Effects] });
