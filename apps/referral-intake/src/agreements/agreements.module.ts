import type { Feature } from '#libs/platform';
import { AgreementsController } from './agreements.controller';
import { AgreementsQuery } from './agreements.query';
import { EndAgreementService } from './end-agreement.service';
import { KeepAgreementService } from './keep-agreement.service';
import { MakeAgreementService } from './make-agreement.service';

export const agreements: Feature = {
  controllers: [AgreementsController],
  providers: [AgreementsQuery, EndAgreementService, KeepAgreementService, MakeAgreementService],
};
