import type { Feature } from '#libs/platform';
import { ErasePersonService } from './erase-person.service';
import { EraseReferralsService } from './erase-referrals.service';
import { ErasureReceiptQuery } from './erasure-receipt.query';
import { FindPersonQuery } from './find-person.query';
import { HoldPersonService } from './hold-person.service';
import { LegalHoldRepository } from './legal-hold.repository';
import { PersonsController } from './persons.controller';
import { ReceiptRepository } from './receipt.repository';
import { RecordsAnsweredConsumer } from './records-answered.consumer';

/** What becomes of a person's records, in every service: legal holds, erasure, and the receipts of both. */
export const records: Feature = {
  controllers: [PersonsController, RecordsAnsweredConsumer],
  providers: [
    FindPersonQuery,
    ErasePersonService,
    EraseReferralsService,
    ErasureReceiptQuery,
    HoldPersonService,
    LegalHoldRepository,
    ReceiptRepository,
  ],
};
