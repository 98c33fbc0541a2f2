import type { Feature } from '#libs/platform';
import { TaskResourcesController } from './task-resources.controller';

/** The providers' tasks as FHIR, for their own systems. */
export const fhir: Feature = { controllers: [TaskResourcesController] };
