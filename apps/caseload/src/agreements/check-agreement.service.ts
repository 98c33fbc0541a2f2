import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { AgreementRepository } from './agreement.repository';
import { AgreementMissingError } from './agreement.errors';

/** Whether a provider may learn who the person is: within one organisation always, else under an agreement that is active (ID-01). */
@Injectable()
export class CheckAgreementService {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly clock: Clock,
  ) {}

  holds({ schemeId, organisationId }: Pick<Case, 'schemeId' | 'organisationId'>, partyId: string): Promise<boolean> {
    if (partyId === organisationId) return Promise.resolve(true);
    return this.agreements.holds({ schemeId, organisationId, partyId }, 'receive-people', this.clock.now());
  }

  async assertHolds(
    found: Pick<Case, 'schemeId' | 'organisationId'>,
    party: { readonly id: string; readonly name: string },
  ): Promise<void> {
    if (!(await this.holds(found, party.id))) throw new AgreementMissingError(party.name);
  }
}
