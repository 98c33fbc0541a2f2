import type { Feature } from '#libs/platform';
import { CheckInvariantsService } from './check-invariants.service';
import { DerivedStateInvariant } from './derived-state-invariant.service';
import { DerivedStateQuery } from './derived-state.query';
import { FactsInvariant } from './facts-invariant.service';
import { InvariantChecks } from './invariant-checks.service';
import { InvariantsController } from './invariants.controller';
import { InvariantsQuery } from './invariants.query';
import { NightlyCheckService } from './nightly-check.service';
import { RebuildService } from './rebuild.service';

/** What must hold over all cases, proved every night; what follows from the record is put right on demand. */
export const invariants: Feature = {
  controllers: [InvariantsController],
  providers: [
    CheckInvariantsService,
    DerivedStateInvariant,
    DerivedStateQuery,
    FactsInvariant,
    InvariantChecks,
    InvariantsQuery,
    NightlyCheckService,
    RebuildService,
  ],
};
