import { ReferralsErased } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { EraseReferralsService } from './erase-referrals.service';

@Consumer()
export class ReferralsErasedConsumer {
  constructor(private readonly erase: EraseReferralsService) {}

  @On(ReferralsErased)
  handle(erased: ReferralsErased): Promise<void> {
    return this.erase.execute(erased);
  }
}
