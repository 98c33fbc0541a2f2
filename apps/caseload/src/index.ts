import { connectTransport, embeddedBusDatabase, keyringDatabase, MessagingConfig, prepareBus } from '#libs/messaging';
import { RetentionConfig, MailConfig, type ServiceDefinition } from '#libs/platform';
import { CaseloadConfig } from './caseload.config';
import { CaseloadModule } from './caseload.module';
import { CASELOAD } from './consumers';
import { caseloadDatabase } from './data-source';

export { caseloadDatabase } from './data-source';

/** Who is looking after this person, and what happens next? */
export const caseload: ServiceDefinition = {
  name: 'caseload',
  configs: [MessagingConfig, MailConfig, CaseloadConfig, RetentionConfig],
  databases: [caseloadDatabase, embeddedBusDatabase, keyringDatabase],
  module: (context) => CaseloadModule.forProcess(context),
  prepare: prepareBus,
  connect: (app) => connectTransport(app, CASELOAD),
};
