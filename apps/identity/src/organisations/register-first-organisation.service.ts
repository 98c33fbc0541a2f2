import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { IdentityConfig } from '../identity.config';
import { OrganisationAlreadyRegisteredError } from './organisation.errors';
import { OrganisationRepository } from './organisation.repository';
import { RegisterOrganisationService } from './register-organisation.service';

/**
 * Registers the organisation that runs the hub from a setting while none is registered. Where people sign in with an issuer of their own
 * there is no set-up link, and without this organisation the first operator's token would belong to nobody.
 */
@Injectable()
export class RegisterFirstOrganisationService implements OnApplicationBootstrap {
  constructor(
    private readonly config: IdentityConfig,
    private readonly organisations: OrganisationRepository,
    private readonly register: RegisterOrganisationService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const first = this.config.hubOrganisation;
    if (!first || !(await this.organisations.isEmpty())) return;
    try {
      await this.register.execute({ ...first, kind: 'hub' }, 'HUB_ORGANISATION');
      new Logger('identity').log(`registered ${first.id} as the hub's own organisation`);
    } catch (error) {
      // Another instance started at the same moment.
      if (!(error instanceof OrganisationAlreadyRegisteredError)) throw error;
    }
  }
}
