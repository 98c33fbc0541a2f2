import type { Feature } from '#libs/platform';
import { ChangeProviderService } from './change-provider.service';
import { ChangeServiceService } from './change-service.service';
import { DirectoryController } from './directory.controller';
import { DirectoryQuery } from './directory.query';
import { DirectoryRepository } from './directory.repository';
import { OfferServiceService } from './offer-service.service';
import { RegisterProviderService } from './register-provider.service';

/** Who can help: providers and their services. */
export const directory: Feature = {
  controllers: [DirectoryController],
  providers: [
    DirectoryRepository,
    DirectoryQuery,
    RegisterProviderService,
    ChangeProviderService,
    OfferServiceService,
    ChangeServiceService,
  ],
};
