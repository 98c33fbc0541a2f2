import type { Feature } from '#libs/platform';
import { AlertRepository } from './alert.repository';
import { AlertsController } from './alerts.controller';
import { AlertsQuery } from './alerts.query';

/** What the operators must look at. */
export const alerts: Feature = {
  controllers: [AlertsController],
  providers: [AlertRepository, AlertsQuery],
};
