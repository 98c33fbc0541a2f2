import type { Feature } from '#libs/platform';
import { CaseDetailsController } from './case-details.controller';
import { PresentingGroupsQuery } from './presenting-groups.query';
import { SetPresentingGroupsService } from './set-presenting-groups.service';

/** Why social prescribing is meant for the people who come, and how many there are of each group (CL-40). */
export const presentingGroups: Feature = {
  controllers: [CaseDetailsController],
  providers: [PresentingGroupsQuery, SetPresentingGroupsService],
};
