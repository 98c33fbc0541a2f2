import type { Feature } from '#libs/platform';
import { ChangeEndpointService } from './change-endpoint.service';
import { CheckEndpointAddressService } from './check-endpoint-address.service';
import { DeleteEndpointService } from './delete-endpoint.service';
import { EndpointRepository } from './endpoint.repository';
import { EndpointsController } from './endpoints.controller';
import { EndpointsQuery } from './endpoints.query';
import { RegisterEndpointService } from './register-endpoint.service';
import { RotateSecretService } from './rotate-secret.service';

/** Where providers want to be told, with which secret, and how much at once. */
export const endpoints: Feature = {
  controllers: [EndpointsController],
  providers: [
    EndpointRepository,
    CheckEndpointAddressService,
    EndpointsQuery,
    RegisterEndpointService,
    ChangeEndpointService,
    RotateSecretService,
    DeleteEndpointService,
  ],
};
