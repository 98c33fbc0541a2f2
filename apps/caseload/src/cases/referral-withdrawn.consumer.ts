import { ReferralWithdrawn } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { WithdrawCaseService } from './withdraw-case.service';

@Consumer()
export class ReferralWithdrawnConsumer {
  constructor(private readonly withdrawCase: WithdrawCaseService) {}

  @On(ReferralWithdrawn)
  async handle(withdrawn: ReferralWithdrawn): Promise<void> {
    await this.withdrawCase.execute(withdrawn);
  }
}
