import { connectTransport, embeddedBusDatabase, MessagingConfig, prepareBus } from '#libs/messaging';
import { RetentionConfig, type ServiceDefinition } from '#libs/platform';
import { PIPELINE_MONITOR } from './consumers';
import { pipelineMonitorDatabase } from './data-source';
import { PipelineMonitorModule } from './pipeline-monitor.module';

/** Where is every referral right now, and what is stuck? */
export const pipelineMonitor: ServiceDefinition = {
  name: 'pipeline-monitor',
  configs: [MessagingConfig, RetentionConfig],
  databases: [pipelineMonitorDatabase, embeddedBusDatabase],
  module: (context) => PipelineMonitorModule.forProcess(context),
  prepare: prepareBus,
  connect: (app) => connectTransport(app, PIPELINE_MONITOR),
};
