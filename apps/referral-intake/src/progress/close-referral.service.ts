import { Injectable } from '@nestjs/common';
import type { CaseClosed } from '#libs/contracts';
import { PROGRESS_OF_CLOSURE } from '#libs/fhir';
import { Transaction } from '#libs/platform';
import { Connection } from '../referrals/connection.entity';
import type { Referral } from '../referrals/referral.entity';
import { closingOutputs } from './closing-outputs.rules';
import { FollowReferralService } from './follow-referral.service';

/** The referral's Task ends, and tells what came of it. */
@Injectable()
export class CloseReferralService {
  constructor(
    private readonly follow: FollowReferralService,
    private readonly transaction: Transaction,
  ) {}

  execute(closed: CaseClosed): Promise<void> {
    return this.follow.execute(closed, (referral) => this.close(referral, closed), { ends: true });
  }

  private async close(referral: Referral, closed: CaseClosed): Promise<void> {
    const connections = await this.transaction.manager.find(Connection, {
      where: { referralId: referral.id },
      order: { requestedAt: 'ASC', id: 'ASC' },
    });
    referral.close(PROGRESS_OF_CLOSURE[closed.reason], new Date(closed.closedAt), closingOutputs(connections));
  }
}
