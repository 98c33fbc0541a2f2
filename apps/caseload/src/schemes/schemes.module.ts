import { type Feature, Releases } from '#libs/platform';
import { KeepSchemeService } from './keep-scheme.service';
import { SchemePublishedConsumer } from './scheme-published.consumer';
import { SchemeRepository } from './scheme.repository';
import { SchemesController } from './schemes.controller';
import { SetSchemeService } from './set-scheme.service';

/** Whose schemes there are, and what they promise. */
export const schemes: Feature = {
  controllers: [SchemesController, SchemePublishedConsumer],
  providers: [KeepSchemeService, Releases, SchemeRepository, SetSchemeService],
};
