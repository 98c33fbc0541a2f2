import type { Feature } from '#libs/platform';
import { AnswerClinicalCareService } from './answer-clinical-care.service';
import { RecordRiskService } from './record-risk.service';
import { RiskAccessQuery } from './risk-access.query';
import { RiskRepository } from './risk.repository';
import { RisksController } from './risks.controller';
import { RisksQuery } from './risks.query';
import { RisksInvariant } from './risks-invariant.service';

/** What could harm the person, and whether clinical care is in place (CL-23). */
export const risks: Feature = {
  controllers: [RisksController],
  providers: [AnswerClinicalCareService, RecordRiskService, RiskAccessQuery, RiskRepository, RisksInvariant, RisksQuery],
};
