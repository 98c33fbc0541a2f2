import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#libs/messaging';
import { DatabaseModule, RecordReach, RetentionConfig, serviceModule, type ProcessContext } from '#libs/platform';
import { changes } from './changes/changes.module';
import { OUTCOMES } from './consumers';
import { outcomesDatabase } from './data-source';
import { records } from './records/records.module';
import { episodes } from './episodes/episodes.module';
import { measurements } from './measurements/measurements.module';
import { schemes } from './schemes/schemes.module';
import { OutcomesReach } from './outcomes.reach';

@Module({})
export class OutcomesModule {
  static forProcess(context: ProcessContext): DynamicModule {
    const database = DatabaseModule.forService(outcomesDatabase, context.settings);
    // Nothing it reads from the bus is personal: it seals answers and opens nothing.
    const messaging = MessagingModule.forService({ service: 'outcomes', transport: OUTCOMES, opensSealed: false }, database, context);
    return serviceModule(OutcomesModule, context, {
      imports: [database, messaging],
      configs: [RetentionConfig],
      features: [schemes, episodes, measurements, changes, records],
      providers: [{ provide: RecordReach, useClass: OutcomesReach }],
    });
  }
}
