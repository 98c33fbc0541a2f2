import type { Feature } from '#libs/platform';
import { AgreementPublishedConsumer } from './agreement-published.consumer';
import { AgreementRepository } from './agreement.repository';
import { CheckAgreementService } from './check-agreement.service';
import { KeepAgreementService } from './keep-agreement.service';

/** Which other organisations may see something of a scheme, and what (ID-01). */
export const agreements: Feature = {
  controllers: [AgreementPublishedConsumer],
  providers: [AgreementRepository, CheckAgreementService, KeepAgreementService],
};
