import { caseload } from '#apps/caseload';
import { consoleService } from '#apps/console';
import { identity } from '#apps/identity';
import { outcomes } from '#apps/outcomes';
import { pipelineMonitor } from '#apps/pipeline-monitor';
import { providerGateway } from '#apps/provider-gateway';
import { referralIntake } from '#apps/referral-intake';
import type { ServiceDefinition } from '#libs/platform';

/** Everything, in one process; the console last, because it answers what nobody else does. */
export const services: readonly ServiceDefinition[] = [
  identity,
  referralIntake,
  caseload,
  providerGateway,
  outcomes,
  pipelineMonitor,
  consoleService,
];
