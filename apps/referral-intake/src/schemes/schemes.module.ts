import { SchemeReach, type Feature } from '#libs/platform';
import { AgreementPublishedConsumer } from './agreement-published.consumer';
import { CaseMovedConsumer } from './case-moved.consumer';
import { WorkerPublishedConsumer } from './worker-published.consumer';
import { RegisterSchemeService } from './register-scheme.service';
import { SchemesController } from './schemes.controller';
import { SchemesQuery } from './schemes.query';

export const schemes: Feature = {
  controllers: [AgreementPublishedConsumer, CaseMovedConsumer, WorkerPublishedConsumer, SchemesController],
  providers: [SchemeReach, RegisterSchemeService, SchemesQuery],
};
