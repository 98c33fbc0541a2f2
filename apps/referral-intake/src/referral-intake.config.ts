import { asBoolean, Setting } from '#libs/platform';

/** What referral-intake needs to know beyond what every process does. */
export class ReferralIntakeConfig {
  @Setting({
    env: 'MATCH_TEST_NHS_NUMBERS',
    default: 'false',
    parse: asBoolean,
    describe: 'The installation is for testing: NHS numbers of the range 999 tell that two referrals are about one person',
  })
  readonly matchTestNhsNumbers!: boolean;
}
