import { asInteger, Setting } from './setting';

const days = asInteger(1, 36_500);

/** For how many days records of each kind are kept; a retention run deletes what is older (docs/guides/records.md). */
export class RetentionConfig {
  @Setting({
    env: 'RETENTION_REFERRALS_DAYS',
    default: '2922',
    parse: days,
    describe: 'Days for which a referral and all that hangs on it, in every service, is kept after it has ended; eight years unless said',
  })
  readonly referralsDays!: number;

  @Setting({
    env: 'RETENTION_DELIVERIES_DAYS',
    default: '730',
    parse: days,
    describe: 'Days for which settled deliveries to providers are kept, if their referral is not erased before',
  })
  readonly deliveriesDays!: number;

  @Setting({
    env: 'RETENTION_PERSON_MESSAGES_DAYS',
    default: '730',
    parse: days,
    describe: 'Days for which settled messages to people are kept, if their referral is not erased before',
  })
  readonly personMessagesDays!: number;

  @Setting({
    env: 'RETENTION_ALERTS_DAYS',
    default: '730',
    parse: days,
    describe:
      'Days for which alerts are kept: of a case that has closed since they were raised, of a message that stood still since that was over',
  })
  readonly alertsDays!: number;

  @Setting({
    env: 'RETENTION_SIGNPOSTING_DAYS',
    default: '2922',
    parse: days,
    describe: 'Days for which short conversations with nobody in particular (signposting) are kept',
  })
  readonly signpostingDays!: number;

  @Setting({
    env: 'RETENTION_RECEIPTS_DAYS',
    default: '2922',
    parse: days,
    describe: 'Days for which receipts of retention runs are kept; those of erasures and copies stay',
  })
  readonly receiptsDays!: number;

  @Setting({
    env: 'RETENTION_AUDIT_DAYS',
    default: '2922',
    parse: days,
    describe: 'Days for which the audit trail is kept; it goes by whole months, and never before the six years that the database keeps it',
  })
  readonly auditDays!: number;

  @Setting({
    env: 'RETENTION_ARCHIVES_DAYS',
    default: '30',
    parse: days,
    describe: 'Days for which copies made for a person wait for the privacy officer to download them',
  })
  readonly archivesDays!: number;
}
