import type { Feature } from '#libs/platform';
import { KeepServiceService } from './keep-service.service';
import { ServicePublishedConsumer } from './service-published.consumer';
import { ServiceRepository } from './service.repository';
import { ServicesController } from './services.controller';
import { ServicesQuery } from './services.query';

/** The community services a person can be connected to. */
export const directory: Feature = {
  controllers: [ServicesController, ServicePublishedConsumer],
  providers: [KeepServiceService, ServiceRepository, ServicesQuery],
};
