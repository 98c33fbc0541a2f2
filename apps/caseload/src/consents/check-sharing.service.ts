import { Injectable } from '@nestjs/common';
import type { NeedCode } from '#libs/contracts';
import { NeedRepository } from '../needs/need.repository';
import { SensitiveNeedToldError } from '../needs/need.errors';
import { ConsentMissingError } from './consent.errors';
import { ConsentRepository } from './consent.repository';
import { saidNo } from './consent.rules';

/** Refuses to tell a provider what the person has said no to (GV-01), and needs that are sensitive (CL-39). */
@Injectable()
export class CheckSharingService {
  constructor(
    private readonly consents: ConsentRepository,
    private readonly needs: NeedRepository,
  ) {}

  /** The person is asked with each connection; what they have said of all providers goes before it. */
  async execute(caseId: string, told: { readonly consentToShare: boolean; readonly needs: readonly NeedCode[] }): Promise<void> {
    if (told.consentToShare && saidNo((await this.consents.last(caseId, 'share-with-provider'))?.decision))
      throw new ConsentMissingError('share-with-provider', '/consentToShare');
    const sensitive = await this.needs.sensitiveCodesOf(caseId);
    const indexes = told.needs.flatMap((need, index) => (sensitive.has(need) ? [index] : []));
    if (indexes.length > 0) throw new SensitiveNeedToldError(indexes);
  }
}
