import type { Feature } from '#libs/platform';
import { SetUpLinkService } from './set-up-link.service';
import { SetUpController } from './set-up.controller';
import { SetUpService } from './set-up.service';

export const setUp: Feature = {
  controllers: [SetUpController],
  providers: [SetUpLinkService, SetUpService],
};
