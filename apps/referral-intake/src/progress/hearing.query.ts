import { Injectable } from '@nestjs/common';
import type { ConsentDecision } from '#libs/contracts';
import { Clock, ConsentWords, Transaction } from '#libs/platform';
import { Referral } from '../referrals/referral.entity';

/** Why a sender does not hear how its referral goes. */
export type WhyWithheld = 'no agreement' | 'consent withdrawn' | 'consent not asked';

// $1 the referral's scheme, $2 its sender, $3 now.
const AGREED = `
  SELECT 1 FROM scheme s WHERE s.id = $1 AND (s.organisation_id = $2 OR EXISTS (
    SELECT 1 FROM information_agreement a WHERE a.party_id = $2 AND a.scheme_id = s.id AND a.organisation_id = s.organisation_id
      AND 'hear-progress' = ANY(a.purposes) AND a.valid_from <= $3 AND (a.valid_until IS NULL OR a.valid_until > $3)))`;

/**
 * Whether a sender hears, and may read, how its referral goes: under an agreement that is active (ID-01), once the person has said yes, and no
 * longer from the moment they say no (GV-01).
 */
@Injectable()
export class HearingQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly words: ConsentWords,
    private readonly clock: Clock,
  ) {}

  /** Null: it does. */
  async withheldBecause({ id, schemeId, senderId }: Pick<Referral, 'id' | 'schemeId' | 'senderId'>): Promise<WhyWithheld | null> {
    const agreed = await this.transaction.read(AGREED, [schemeId, senderId, this.clock.now()]);
    if (agreed.length === 0) return 'no agreement';
    return whyNot(await this.words.last(id, 'share-with-referrer'));
  }

  /**
   * A referral as its sender may read it. What was told stays told; what its Task leads to, such as the person's answers, is open only while
   * the sender may hear how it goes.
   */
  async asHeard(referral: Referral): Promise<Referral> {
    if (referral.outputs.length === 0 || (await this.withheldBecause(referral)) === null) return referral;
    return Object.assign(new Referral(), referral, { outputs: [] });
  }
}

function whyNot(last: ConsentDecision | undefined): WhyWithheld | null {
  if (last === undefined) return 'consent not asked';
  return last === 'given' ? null : 'consent withdrawn';
}
