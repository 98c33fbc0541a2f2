import type { Feature } from '#libs/platform';
import { ChangeOrganisationService } from './change-organisation.service';
import { OrganisationRepository } from './organisation.repository';
import { OrganisationsController } from './organisations.controller';
import { OrganisationsQuery } from './organisations.query';
import { RegisterOrganisationService } from './register-organisation.service';
import { RegisterFirstOrganisationService } from './register-first-organisation.service';

export const organisations: Feature = {
  controllers: [OrganisationsController],
  providers: [
    ChangeOrganisationService,
    OrganisationRepository,
    OrganisationsQuery,
    RegisterFirstOrganisationService,
    RegisterOrganisationService,
  ],
};
