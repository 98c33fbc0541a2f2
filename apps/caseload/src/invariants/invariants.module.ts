import type { Feature } from '#libs/platform';
import { CheckInvariantsService } from './check-invariants.service';
import { InvariantChecks } from './invariant-checks.service';
import { InvariantsController } from './invariants.controller';
import { InvariantsQuery } from './invariants.query';
import { NightlyCheckService } from './nightly-check.service';

/** What must hold over all cases, proved every night. */
export const invariants: Feature = {
  controllers: [InvariantsController],
  providers: [CheckInvariantsService, InvariantChecks, InvariantsQuery, NightlyCheckService],
};
