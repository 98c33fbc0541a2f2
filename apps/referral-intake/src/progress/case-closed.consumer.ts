import { CaseClosed } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { CloseReferralService } from './close-referral.service';

@Consumer()
export class CaseClosedConsumer {
  constructor(private readonly close: CloseReferralService) {}

  @On(CaseClosed)
  handle(closed: CaseClosed): Promise<void> {
    return this.close.execute(closed);
  }
}
