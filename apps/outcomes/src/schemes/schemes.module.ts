import type { Feature } from '#libs/platform';
import { SchemePublishedConsumer } from './scheme-published.consumer';
import { SchemeRepository } from './scheme.repository';

/** Which schemes there are, and whose. */
export const schemes: Feature = { controllers: [SchemePublishedConsumer], providers: [SchemeRepository] };
