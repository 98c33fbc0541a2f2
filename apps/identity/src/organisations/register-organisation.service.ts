import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction, violatedUnique, type Principal } from '#libs/platform';
import type { RegisterOrganisationRequest } from './organisation.dto';
import { OrganisationAlreadyRegisteredError } from './organisation.errors';
import { OrganisationRepository } from './organisation.repository';

/** Ties an organisation to the hub: from then on it may have accounts and clients. */
@Injectable()
export class RegisterOrganisationService {
  constructor(
    private readonly transaction: Transaction,
    private readonly organisations: OrganisationRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** `by` is a name when nobody is signed in: the set-up link, a setting. Returns the organisation's id. */
  async execute(request: RegisterOrganisationRequest, by: Principal | string): Promise<string> {
    const id = (request.id ?? randomUUID()).toLowerCase();
    const { name, kind, odsCode = null, charityNumber = null } = request;
    await refusingDuplicates(() =>
      this.transaction.run(async () => {
        await this.organisations.insert({ id, name, kind, odsCode, charityNumber, createdAt: this.clock.now(), disabledAt: null });
        await this.audit.record({ by, action: 'register', entity: 'organisation', entityId: id });
      }),
    );
    return id;
  }
}

/** Says of which field another organisation has the same. */
export async function refusingDuplicates<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = FIELD_OF[violatedUnique(error) ?? ''];
    if (field) throw new OrganisationAlreadyRegisteredError(field);
    throw error;
  }
}

const FIELD_OF: Readonly<Record<string, 'id' | 'odsCode' | 'charityNumber'>> = {
  organisation_pkey: 'id',
  organisation_ods_code_key: 'odsCode',
  organisation_charity_number_key: 'charityNumber',
};
