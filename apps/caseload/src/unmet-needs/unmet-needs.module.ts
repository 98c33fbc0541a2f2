import type { Feature } from '#libs/platform';
import { GapReportController } from './gap-report.controller';
import { GapReportQuery } from './gap-report.query';
import { GapsService } from './gaps.service';
import { RecordUnmetNeedService } from './record-unmet-need.service';
import { ReleaseGapsService } from './release-gaps.service';
import { UnmetNeedRepository } from './unmet-need.repository';
import { UnmetNeedsController } from './unmet-needs.controller';

/** What people needed and nobody could offer (CL-32). */
export const unmetNeeds: Feature = {
  controllers: [UnmetNeedsController, GapReportController],
  providers: [GapReportQuery, GapsService, RecordUnmetNeedService, ReleaseGapsService, UnmetNeedRepository],
};
