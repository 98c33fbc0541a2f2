import { Injectable } from '@nestjs/common';
import { NotFoundError, NotYetKnownError, type CaseClosed, type CaseOpened, type ConsentRecorded } from '#libs/contracts';
import { SchemeReach, Transaction, type Principal } from '#libs/platform';
import { Episode } from './episode.entity';

@Injectable()
export class EpisodeRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: SchemeReach,
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

  /** The person's word on being counted. */
  async evaluate({ referralId, decision }: ConsentRecorded): Promise<void> {
    const found = await this.transaction.query(
      `UPDATE episode SET evaluation_withdrawn = $2 WHERE referral_id = $1 RETURNING referral_id`,
      [referralId, decision !== 'given'],
    );
    if (found.length === 0) throw new NotYetKnownError(`Referral ${referralId}`);
  }

  async close({ referralId, closedAt, reason }: CaseClosed): Promise<void> {
    const closed = await this.transaction.query(
      `UPDATE episode SET closed_at = $2, closure_reason = $3 WHERE referral_id = $1 RETURNING referral_id`,
      [referralId, closedAt, reason],
    );
    if (closed.length === 0) throw new NotYetKnownError(`Referral ${referralId}`);
  }
}
