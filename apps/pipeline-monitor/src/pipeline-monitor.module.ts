import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#libs/messaging';
import { DatabaseModule, RecordReach, serviceModule, type ProcessContext } from '#libs/platform';
import { alerts } from './alerts/alerts.module';
import { PIPELINE_MONITOR } from './consumers';
import { pipelineMonitorDatabase } from './data-source';
import { erasure } from './erasure/erasure.module';
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
      configs: [],
      features: [journeys, standstills, alerts, erasure],
      providers: [{ provide: RecordReach, useClass: PipelineMonitorReach }],
    });
  }
}
