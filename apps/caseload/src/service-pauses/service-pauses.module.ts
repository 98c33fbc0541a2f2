import type { Feature } from '#libs/platform';
import { FollowServiceService } from './follow-service.service';
import { PauseConnectionsService } from './pause-connections.service';
import { PauseServiceService } from './pause-service.service';
import { ServiceConnectionsQuery } from './service-connections.query';
import { ServicePausesController } from './service-pauses.controller';

/** What becomes of connections when a service pauses or closes (CL-21). */
export const servicePauses: Feature = {
  controllers: [ServicePausesController],
  providers: [FollowServiceService, PauseConnectionsService, PauseServiceService, ServiceConnectionsQuery],
};
