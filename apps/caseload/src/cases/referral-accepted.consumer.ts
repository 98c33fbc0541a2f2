import { ReferralAccepted } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { ReceiveReferralService } from '../connections/receive-referral.service';

@Consumer()
export class ReferralAcceptedConsumer {
  constructor(
    private readonly receiveReferral: ReceiveReferralService,
    private readonly clock: Clock,
  ) {}

  @On(ReferralAccepted)
  async handle(referral: ReferralAccepted): Promise<void> {
    await this.receiveReferral.execute(referral, this.clock.now());
  }
}
