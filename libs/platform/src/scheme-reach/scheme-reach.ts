import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AgreementPublished, CaseMoved, Role, WorkerPublished } from '#libs/contracts';
import type { Principal } from '../auth/principal';
import { Clock } from '../clock';
import { Transaction } from '../database/transaction';

/** A referral's place: the organisation and the scheme that it was accepted for. */
export interface SchemePlace {
  readonly referralId?: string;
  readonly schemeId: string;
  readonly organisationId: string;
}

/** Whose work is for one scheme at a time. Every other role is for the whole organisation. */
const OF_ONE_SCHEME: readonly Role[] = ['link-worker', 'clinician', 'provider'];

const KEEP_WORKER = `
  INSERT INTO reach_worker (scheme_id, worker_id, organisation_id, account, employments, sequence) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (scheme_id, worker_id) DO UPDATE SET organisation_id = excluded.organisation_id, account = excluded.account,
    employments = excluded.employments, sequence = excluded.sequence
  WHERE reach_worker.sequence < excluded.sequence`;

const KEEP_AGREEMENT = `
  INSERT INTO reach_agreement (agreement_id, scheme_id, organisation_id, party_id, valid_from, valid_until, sequence)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (agreement_id) DO UPDATE SET valid_from = excluded.valid_from, valid_until = excluded.valid_until, sequence = excluded.sequence
  WHERE reach_agreement.sequence < excluded.sequence`;

const KEEP_MOVE = `
  INSERT INTO reach_move (referral_id, scheme_id) VALUES ($1, $2) ON CONFLICT (referral_id) DO UPDATE SET scheme_id = excluded.scheme_id`;

// $1 the scheme, $2 the referral, $3 the account, $4 its organisation, $5 now. Who has no employment on record is the organisation's
// own; one whom another organisation employs sees the scheme while an agreement with that employer is active (CL-27).
const WORKS_FOR = `
  SELECT 1 FROM reach_worker w
  WHERE w.account = $3 AND w.scheme_id = coalesce((SELECT m.scheme_id FROM reach_move m WHERE m.referral_id = $2::uuid), $1::uuid) AND (
    (w.organisation_id = $4 AND w.employments = '[]')
    OR EXISTS (SELECT 1 FROM jsonb_to_recordset(w.employments) AS e ("employerId" uuid, "validFrom" date, "validUntil" date)
      WHERE e."validFrom" <= ($5::timestamptz AT TIME ZONE 'Europe/London')::date
        AND (e."validUntil" IS NULL OR e."validUntil" >= ($5::timestamptz AT TIME ZONE 'Europe/London')::date)
        AND (w.organisation_id = $4 OR e."employerId" = $4)
        AND (e."employerId" = w.organisation_id OR EXISTS (SELECT 1 FROM reach_agreement a
          WHERE a.party_id = e."employerId" AND a.scheme_id = w.scheme_id AND a.organisation_id = w.organisation_id
            AND a.valid_from <= $5 AND (a.valid_until IS NULL OR a.valid_until > $5)))))`;

/**
 * Which schemes a caller sees, in the services beside caseload: the same rule as caseload's own, from what it and referral-intake publish.
 * A service that uses it lists `schemeReachMigrations` and hands it those events.
 */
@Injectable()
export class SchemeReach {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async reaches(caller: Principal, { referralId, schemeId, organisationId }: SchemePlace): Promise<boolean> {
    const seesAll = caller.kind === 'system' || caller.roles.some((role) => !OF_ONE_SCHEME.includes(role));
    if (seesAll) return caller.organisationId === organisationId;
    const account = accountHash(caller.subject);
    const parameters = [schemeId, referralId ?? null, account, caller.organisationId, this.clock.now()];
    return (await this.transaction.read(WORKS_FOR, parameters)).length > 0;
  }

  async keepWorker({ schemeId, workerId, organisationId, account, employments }: WorkerPublished, sequence: number): Promise<void> {
    if (account === undefined) return;
    await this.transaction.query(KEEP_WORKER, [schemeId, workerId, organisationId, account, JSON.stringify(employments), sequence]);
  }

  async keepAgreement(published: AgreementPublished, sequence: number): Promise<void> {
    const { agreementId, schemeId, organisationId, partyId, purposes, validFrom, validUntil = null } = published;
    if (!purposes.includes('work-on-cases')) return;
    await this.transaction.query(KEEP_AGREEMENT, [agreementId, schemeId, organisationId, partyId, validFrom, validUntil, sequence]);
  }

  async keepMove({ referralId, schemeId }: CaseMoved): Promise<void> {
    await this.transaction.query(KEEP_MOVE, [referralId, schemeId]);
  }
}

/** How a worker's account is named outside of caseload: SHA-256, in hex, of the token's `sub`. */
export function accountHash(subject: string): string {
  return createHash('sha256').update(subject).digest('hex');
}
