import type { Feature } from '#libs/platform';
import { AccessRecordsService } from './access-records.service';
import { CorrectPersonService } from './correct-person.service';
import { DownloadRecordsService } from './download-records.service';
import { ErasePersonService } from './erase-person.service';
import { EraseReferralsService } from './erase-referrals.service';
import { PersonReceiptsQuery } from './person-receipts.query';
import { FindPersonQuery } from './find-person.query';
import { HoldPersonService } from './hold-person.service';
import { LegalHoldRepository } from './legal-hold.repository';
import { PersonsController } from './persons.controller';
import { ReceiptRepository } from './receipt.repository';
import { RecordsAnsweredConsumer } from './records-answered.consumer';
import { RetentionController } from './retention.controller';
import { RetentionRunsQuery } from './retention-runs.query';
import { RetentionWorker } from './retention.worker';
import { RunRetentionService } from './run-retention.service';

/** What becomes of a person's records, in every service: legal holds, correction, erasure, copies, retention, and the receipts of all. */
export const records: Feature = {
  controllers: [PersonsController, RetentionController, RecordsAnsweredConsumer],
  providers: [
    FindPersonQuery,
    ErasePersonService,
    CorrectPersonService,
    AccessRecordsService,
    DownloadRecordsService,
    EraseReferralsService,
    PersonReceiptsQuery,
    HoldPersonService,
    LegalHoldRepository,
    ReceiptRepository,
    RunRetentionService,
    RetentionRunsQuery,
    RetentionWorker,
  ],
};
