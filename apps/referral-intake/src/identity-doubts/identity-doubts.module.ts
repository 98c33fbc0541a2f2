import type { Feature } from '#libs/platform';
import { IdentityDoubtRepository } from './identity-doubt.repository';
import { IdentityDoubtsController } from './identity-doubts.controller';
import { SettleIdentityDoubtService } from './settle-identity-doubt.service';

/** The same number twice with another name or birth date, until somebody has looked at it. */
export const identityDoubts: Feature = {
  controllers: [IdentityDoubtsController],
  providers: [IdentityDoubtRepository, SettleIdentityDoubtService],
};
