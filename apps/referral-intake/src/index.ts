import { connectTransport, embeddedBusDatabase, keyringDatabase, MessagingConfig, prepareBus } from '#libs/messaging';
import { RetentionConfig, type ServiceDefinition } from '#libs/platform';
import { fhirErrorFormat } from '#libs/fhir';
import { REFERRAL_INTAKE } from './consumers';
import { referralIntakeDatabase } from './data-source';
import { ReferralIntakeConfig } from './referral-intake.config';
import { ReferralIntakeModule } from './referral-intake.module';

/** Who sent whom to us, may they, and what do they hear back? */
export const referralIntake: ServiceDefinition = {
  name: 'referral-intake',
  configs: [MessagingConfig, ReferralIntakeConfig, RetentionConfig],
  databases: [referralIntakeDatabase, embeddedBusDatabase, keyringDatabase],
  errorFormats: [fhirErrorFormat('/fhir/R4')],
  module: (context) => ReferralIntakeModule.forProcess(context),
  prepare: prepareBus,
  connect: (app) => connectTransport(app, REFERRAL_INTAKE),
};
