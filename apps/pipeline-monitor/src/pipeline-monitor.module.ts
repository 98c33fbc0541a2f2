import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#libs/messaging';
import { DatabaseModule, RecordReach, RetentionConfig, serviceModule, type ProcessContext } from '#libs/platform';
import { alerts } from './alerts/alerts.module';
import { PIPELINE_MONITOR } from './consumers';
import { pipelineMonitorDatabase } from './data-source';
import { records } from './records/records.module';
import { journeys } from './journeys/journeys.module';
import { standstills } from './standstills/standstills.module';
import { PipelineMonitorReach } from './pipeline-monitor.reach';

@Module({})
export class PipelineMonitorModule {
  static forProcess(context: ProcessContext): DynamicModule {
    const database = DatabaseModule.forService(pipelineMonitorDatabase, context.settings);
    // It is never given personal data: sealed fields are left out before a handler sees the event.
    const messaging = MessagingModule.forService(
      { service: 'pipeline-monitor', transport: PIPELINE_MONITOR, opensSealed: false, everyTopic: true },
      database,
      context,
    );
    return serviceModule(PipelineMonitorModule, context, {
      imports: [database, messaging],
      configs: [RetentionConfig],
      features: [journeys, standstills, alerts, records],
      providers: [{ provide: RecordReach, useClass: PipelineMonitorReach }],
    });
  }
}
