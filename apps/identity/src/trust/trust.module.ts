import type { Feature } from '#libs/platform';
import { TrustController } from './trust.controller';
import { TrustQuery } from './trust.query';

export const trust: Feature = {
  controllers: [TrustController],
  providers: [TrustQuery],
};
