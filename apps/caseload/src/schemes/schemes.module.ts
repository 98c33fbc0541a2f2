import type { Feature } from '#libs/platform';
import { KeepSchemeService } from './keep-scheme.service';
import { SchemePublishedConsumer } from './scheme-published.consumer';
import { SchemeRepository } from './scheme.repository';

/** Whose schemes there are, and what they promise. */
export const schemes: Feature = {
  controllers: [SchemePublishedConsumer],
  providers: [KeepSchemeService, SchemeRepository],
};
