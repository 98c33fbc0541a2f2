import { Injectable } from '@nestjs/common';
import type { ReferralAccepted } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { OpenCaseService } from '../cases/open-case.service';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ConnectDirectlyService } from './connect-directly.service';

/** Takes an accepted referral into care as its scheme works: into the queue (CL-02), or straight to its service (RF-07); one transaction. */
@Injectable()
export class ReceiveReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly openCase: OpenCaseService,
    private readonly schemes: SchemeRepository,
    private readonly connectDirectly: ConnectDirectlyService,
  ) {}

  execute(referral: ReferralAccepted, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      const caseId = await this.openCase.execute(referral, now);
      if (caseId === null) return;
      const { model } = await this.schemes.settings(referral.schemeId);
      if (model === 'direct') await this.connectDirectly.execute(caseId, now);
    });
  }
}
