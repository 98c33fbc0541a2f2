import { Injectable } from '@nestjs/common';
import type { AgreementPublished } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { EmploymentRepository } from '../employments/employment.repository';
import { WatchAccessService } from '../employments/watch-access.service';
import { AgreementCopy } from './agreement-copy.entity';
import { AgreementRepository } from './agreement.repository';

/** Keeps the newest state of an agreement: what it no longer allows is no longer shown from then on, and workers who saw cases by it own none of them. */
@Injectable()
export class KeepAgreementService {
  constructor(
    private readonly transaction: Transaction,
    private readonly agreements: AgreementRepository,
    private readonly employments: EmploymentRepository,
    private readonly watchAccess: WatchAccessService,
  ) {}

  execute(published: AgreementPublished, sequence: number): Promise<void> {
    return this.transaction.run(async () => {
      await this.agreements.keep(AgreementCopy.from(published, sequence));
      const { organisationId, schemeId, partyId } = published;
      for (const workerId of await this.employments.employedFor(organisationId, schemeId, partyId))
        await this.watchAccess.execute(workerId);
    });
  }
}
