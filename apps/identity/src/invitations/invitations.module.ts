import type { Feature } from '#libs/platform';
import { ChoosePasswordService } from './choose-password.service';
import { ForgottenPasswordController } from './forgotten-password.controller';
import { ForgottenPasswordService } from './forgotten-password.service';
import { InvitationsController } from './invitations.controller';

export const invitations: Feature = {
  controllers: [InvitationsController, ForgottenPasswordController],
  providers: [ChoosePasswordService, ForgottenPasswordService],
};
