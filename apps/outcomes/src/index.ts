import { connectTransport, embeddedBusDatabase, keyringDatabase, MessagingConfig, prepareBus } from '#libs/messaging';
import { RetentionConfig, type ServiceDefinition } from '#libs/platform';
import { OUTCOMES } from './consumers';
import { outcomesDatabase } from './data-source';
import { OutcomesModule } from './outcomes.module';

/** Did it help, how sure are we, and who says so? */
export const outcomes: ServiceDefinition = {
  name: 'outcomes',
  configs: [MessagingConfig, RetentionConfig],
  databases: [outcomesDatabase, embeddedBusDatabase, keyringDatabase],
  module: (context) => OutcomesModule.forProcess(context),
  prepare: prepareBus,
  connect: (app) => connectTransport(app, OUTCOMES),
};
