import type { Feature } from '#libs/platform';
import { CheckSharingService } from './check-sharing.service';
import { CheckSupportService } from './check-support.service';
import { ConsentRepository } from './consent.repository';
import { ConsentsController } from './consents.controller';
import { ConsentsQuery } from './consents.query';
import { FollowSupportService } from './follow-support.service';
import { RecordConsentService } from './record-consent.service';

/** What may be done with the person's data, as they say (GV-01). */
export const consents: Feature = {
  controllers: [ConsentsController],
  providers: [CheckSharingService, CheckSupportService, ConsentRepository, ConsentsQuery, FollowSupportService, RecordConsentService],
};
