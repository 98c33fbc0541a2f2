import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ORGANISATION_KINDS, type FieldProblem } from '#libs/contracts';
import { fittingOrganisation, Transaction, TrustList, type Principal } from '#libs/platform';
import { Scheme } from '../schemes/scheme.entity';
import { agreementViewOf } from './agreement-view.mapper';
import type { AgreementView, MakeAgreementDto } from './agreement.dto';
import { Agreement } from './agreement.entity';
import { AgreementRefusedError } from './agreement.errors';
import { KeepAgreementService } from './keep-agreement.service';

/** Puts an agreement with another organisation on record and tells every service of it (ID-01). */
@Injectable()
export class MakeAgreementService {
  constructor(
    private readonly transaction: Transaction,
    private readonly keepAgreement: KeepAgreementService,
    private readonly trust: TrustList,
  ) {}

  execute(wanted: MakeAgreementDto, by: Principal, now: Date): Promise<AgreementView> {
    return this.transaction.run(async () => {
      const scheme = await this.transaction.manager.findOneBy(Scheme, { id: wanted.schemeId });
      const validFrom = new Date(wanted.from);
      const validUntil = wanted.until === undefined ? null : new Date(wanted.until);
      const problems = [...problemsOf(wanted, scheme?.organisationId, validFrom, validUntil), ...(scheme ? [] : [UNKNOWN_SCHEME])];
      if (problems.length > 0 || !scheme)
        throw new AgreementRefusedError('The agreement cannot be recorded; each problem is listed.', problems);
      const { schemeId, organisationId: partyId, purposes } = wanted;
      await fittingOrganisation(this.trust, partyId, ORGANISATION_KINDS, '/organisationId');
      const facts = { schemeId, organisationId: scheme.organisationId, partyId, purposes, validFrom, validUntil };
      const made = Agreement.make({ id: randomUUID(), ...facts });
      await this.keepAgreement.execute(made, by);
      return agreementViewOf(made, now);
    });
  }
}

const UNKNOWN_SCHEME = { pointer: '/schemeId', code: 'unknown-scheme', detail: 'No scheme has this id.' };

function problemsOf(wanted: MakeAgreementDto, own: string | undefined, from: Date, until: Date | null): FieldProblem[] {
  const self = { pointer: '/organisationId', code: 'own-organisation', detail: 'An agreement is with another organisation.' };
  const order = { pointer: '/until', code: 'not-after-from', detail: 'An agreement ends after it has begun.' };
  return [...(wanted.organisationId.toLowerCase() === own ? [self] : []), ...(until && until <= from ? [order] : [])];
}
