import { Injectable } from '@nestjs/common';
import { NotYetKnownError, type ConsentRecorded } from '#libs/contracts';
import { ConsentWords, Transaction } from '#libs/platform';
import { ReferralRepository } from '../referrals/referral.repository';

/** Keeps a word of the person on what their referrer hears: from the next news on, and the next read, what they said last counts (GV-01). */
@Injectable()
export class KeepConsentService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
    private readonly words: ConsentWords,
  ) {}

  execute(word: ConsentRecorded, sequence: number): Promise<void> {
    return this.transaction.run(async () => {
      if (!(await this.referrals.lock(word.referralId))) throw new NotYetKnownError(`referral ${word.referralId}`);
      await this.words.keep(word, sequence);
    });
  }
}
