import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import type { ChangeOrganisationRequest } from './organisation.dto';
import { OwnOrganisationError } from './organisation.errors';
import { OrganisationRepository } from './organisation.repository';
import { refusingDuplicates } from './register-organisation.service';

/** Changes what the hub knows of an organisation, and whether its people and systems are let in. */
@Injectable()
export class ChangeOrganisationService {
  constructor(
    private readonly transaction: Transaction,
    private readonly organisations: OrganisationRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Roles and scopes that a new kind may not hold stay with their accounts and clients and no longer count. */
  async change(id: string, change: ChangeOrganisationRequest, by: Principal): Promise<void> {
    await refusingDuplicates(() =>
      this.transaction.run(async () => {
        const organisation = await this.organisations.lock(id);
        if (organisation.id === by.organisationId && change.kind !== undefined && change.kind !== organisation.kind) {
          throw new OwnOrganisationError();
        }
        const given = Object.entries(change).filter(([, value]) => value !== undefined);
        await this.organisations.save(Object.assign(organisation, Object.fromEntries(given)));
        await this.audit.record({ by, action: 'change', entity: 'organisation', entityId: id });
      }),
    );
  }

  /** Every token of the organisation is refused within a minute, and none is given out. */
  disable(id: string, by: Principal): Promise<void> {
    return this.transaction.run(async () => {
      const organisation = await this.organisations.lock(id);
      if (organisation.id === by.organisationId) throw new OwnOrganisationError();
      organisation.disabledAt ??= this.clock.now();
      await this.organisations.save(organisation);
      await this.audit.record({ by, action: 'disable', entity: 'organisation', entityId: id });
    });
  }

  enable(id: string, by: Principal): Promise<void> {
    return this.transaction.run(async () => {
      const organisation = await this.organisations.lock(id);
      organisation.disabledAt = null;
      await this.organisations.save(organisation);
      await this.audit.record({ by, action: 'enable', entity: 'organisation', entityId: id });
    });
  }
}
