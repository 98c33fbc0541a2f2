import { Injectable } from '@nestjs/common';
import { NotFoundError, NotYetKnownError, type CaseClosed, type CaseOpened, type ConsentRecorded } from '#libs/contracts';
import { ConsentWords, SchemeReach, Transaction, type Principal } from '#libs/platform';
import { Episode } from './episode.entity';

@Injectable()
export class EpisodeRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: SchemeReach,
    private readonly words: ConsentWords,
  ) {}

  /** An episode that the caller reaches; unknown until caseload has opened its case. */
  async get(referralId: string, caller: Principal): Promise<Episode> {
    const found = await this.find(referralId, caller);
    if (!found) throw new NotFoundError('referral');
    return found;
  }

  async find(referralId: string, caller: Principal): Promise<Episode | null> {
    const found = await this.transaction.reader.findOneBy(Episode, { referralId });
    return found && (await this.reach.reaches(caller, found)) ? found : null;
  }

  async open({ referralId, schemeId, organisationId, openedAt, personId }: CaseOpened): Promise<void> {
    await this.transaction.query(
      `INSERT INTO episode (referral_id, scheme_id, organisation_id, opened_at, person_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (referral_id) DO NOTHING`,
      [referralId, schemeId, organisationId, openedAt, personId ?? null],
    );
  }

  /** A word of the person on being counted. What they said last counts, whenever it was written down. */
  evaluate(word: ConsentRecorded, sequence: number): Promise<void> {
    const { referralId } = word;
    return this.transaction.run(async () => {
      const found = await this.transaction.query(`SELECT 1 FROM episode WHERE referral_id = $1 FOR UPDATE`, [referralId]);
      if (found.length === 0) throw new NotYetKnownError(`Referral ${referralId}`);
      await this.words.keep(word, sequence);
      const isGiven = (await this.words.last(referralId, 'evaluation')) === 'given';
      await this.transaction.query(`UPDATE episode SET evaluation_given = $2 WHERE referral_id = $1`, [referralId, isGiven]);
    });
  }

  async close({ referralId, closedAt, reason }: CaseClosed): Promise<void> {
    const closed = await this.transaction.query(
      `UPDATE episode SET closed_at = $2, closure_reason = $3 WHERE referral_id = $1 RETURNING referral_id`,
      [referralId, closedAt, reason],
    );
    if (closed.length === 0) throw new NotYetKnownError(`Referral ${referralId}`);
  }
}
