import type { Feature } from '#libs/platform';
import { MatchExistingQuery } from './match-existing.query';
import { ReceiveReferralService } from './receive-referral.service';
import { ReferralRepository } from './referral.repository';
import { TransactionsController } from './transactions.controller';

export const referrals: Feature = {
  controllers: [TransactionsController],
  providers: [ReceiveReferralService, MatchExistingQuery, ReferralRepository],
};
