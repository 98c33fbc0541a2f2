import { CaseClosed } from '#libs/contracts';
import { PROGRESS_OF_CLOSURE } from '#libs/fhir';
import { Transaction } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { Connection } from '../referrals/connection.entity';
import { closingOutputs } from './closing-outputs.rules';
import { FollowReferralService } from './follow-referral.service';

/** The referral's Task ends, and tells what came of it. */
@Consumer()
export class CaseClosedConsumer {
  constructor(
    private readonly follow: FollowReferralService,
    private readonly transaction: Transaction,
  ) {}

  @On(CaseClosed)
  handle(closed: CaseClosed): Promise<void> {
    return this.follow.execute(closed.referralId, async (referral) => {
      const at = new Date(closed.closedAt);
      const connections = await this.transaction.manager.find(Connection, {
        where: { referralId: referral.id },
        order: { requestedAt: 'ASC', id: 'ASC' },
      });
      referral.close(PROGRESS_OF_CLOSURE[closed.reason], at, closingOutputs(connections));
    });
  }
}
