import type { Feature } from '#libs/platform';
import { AlertService } from './alert.service';
import { AlertsController } from './alerts.controller';
import { AlertsQuery } from './alerts.query';

/** What somebody must look at. */
export const alerts: Feature = {
  controllers: [AlertsController],
  providers: [AlertService, AlertsQuery],
};
