import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { AuditService, fittingOrganisation, Transaction, TrustList, violatedUnique, type Principal } from '#libs/platform';
import type { RegisterSchemeDto } from './scheme.dto';
import { Scheme } from './scheme.entity';
import type { SchemeView } from './scheme.view';
import { SchemeAlreadyRegisteredError, SchemeRefusedError } from './scheme.errors';

const SCHEME_KINDS = ['scheme-provider', 'hub'] as const;

/** Registers a scheme and tells every service of it. */
@Injectable()
export class RegisterSchemeService {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly trust: TrustList,
  ) {}

  async execute(wanted: RegisterSchemeDto, by: Principal): Promise<SchemeView> {
    const organisationId = wanted.organisationId ?? by.organisationId;
    await fittingOrganisation(this.trust, organisationId, SCHEME_KINDS, '/organisationId');
    const { name, nation, serviceLevels, eligibility, areas } = wanted;
    const { minAge = 0, maxAge = 120 } = eligibility;
    if (minAge > maxAge) throw new SchemeRefusedError(minAge, maxAge);
    const scheme = Scheme.register({ id: wanted.id ?? randomUUID(), organisationId, name, nation, serviceLevels, eligibility, areas });
    try {
      await this.transaction.run(async () => {
        await this.transaction.manager.insert(Scheme, scheme);
        await this.outbox.add(scheme.toSchemePublished());
        await this.audit.record({ by, action: 'create', entity: 'Scheme', entityId: scheme.id });
      });
    } catch (error) {
      if (violatedUnique(error) !== undefined) throw new SchemeAlreadyRegisteredError(scheme.id);
      throw error;
    }
    return { id: scheme.id, organisationId, name, nation, serviceLevels, eligibility, areas };
  }
}
