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
    const close = (referral: Referral, mayHear: boolean): Promise<void> => this.close(referral, closed, mayHear);
    return this.follow.execute(closed, close, { ofReferral: true, ends: true });
  }

  /** That it is over is about the referral; what came of it is about the person. */
  private async close(referral: Referral, closed: CaseClosed, mayHear: boolean): Promise<void> {
    const connections = await this.transaction.manager.find(Connection, {
      where: { referralId: referral.id },
      order: { requestedAt: 'ASC', id: 'ASC' },
    });
    referral.close(PROGRESS_OF_CLOSURE[closed.reason], new Date(closed.closedAt), mayHear ? closingOutputs(connections) : []);
  }
}
