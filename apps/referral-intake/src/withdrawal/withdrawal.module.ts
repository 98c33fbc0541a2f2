import type { Feature } from '#libs/platform';
import { TasksController } from './tasks.controller';
import { WithdrawReferralService } from './withdraw-referral.service';

export const withdrawal: Feature = { controllers: [TasksController], providers: [WithdrawReferralService] };
