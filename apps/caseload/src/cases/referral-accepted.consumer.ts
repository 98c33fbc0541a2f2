import { ReferralAccepted } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { OpenCaseService } from './open-case.service';

@Consumer()
export class ReferralAcceptedConsumer {
  constructor(
    private readonly openCase: OpenCaseService,
    private readonly clock: Clock,
  ) {}

  @On(ReferralAccepted)
  async handle(referral: ReferralAccepted): Promise<void> {
    await this.openCase.execute(referral, this.clock.now());
  }
}
