import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#libs/messaging';
import { DatabaseModule, RecordReach, RetentionConfig, serviceModule, type ProcessContext } from '#libs/platform';
import { REFERRAL_INTAKE } from './consumers';
import { ReferralIntakeConfig } from './referral-intake.config';
import { referralIntakeDatabase } from './data-source';
import { exchanges } from './exchanges/exchanges.module';
import { agreements } from './agreements/agreements.module';
import { identityDoubts } from './identity-doubts/identity-doubts.module';
import { progress } from './progress/progress.module';
import { reading } from './reading/reading.module';
import { records } from './records/records.module';
import { referrals } from './referrals/referrals.module';
import { schemes } from './schemes/schemes.module';
import { senders } from './senders/senders.module';
import { standstills } from './standstills/standstills.module';
import { withdrawal } from './withdrawal/withdrawal.module';
import { ReferralIntakeReach } from './referral-intake.reach';

@Module({})
export class ReferralIntakeModule {
  static forProcess(context: ProcessContext): DynamicModule {
    const database = DatabaseModule.forService(referralIntakeDatabase, context.settings);
    const messaging = MessagingModule.forService(
      { service: 'referral-intake', transport: REFERRAL_INTAKE, opensSealed: true },
      database,
      context,
    );
    return serviceModule(ReferralIntakeModule, context, {
      imports: [database, messaging],
      configs: [ReferralIntakeConfig, RetentionConfig],
      features: [schemes, senders, agreements, referrals, identityDoubts, progress, reading, standstills, withdrawal, exchanges, records],
      providers: [{ provide: RecordReach, useClass: ReferralIntakeReach }],
    });
  }
}
