import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Keyring } from '#libs/messaging';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { CLOSED_PROGRESS } from '../referrals/referral.entity';
import { EraseReferralsService } from './erase-referrals.service';
import { LegalHoldRepository } from './legal-hold.repository';
import { ReceiptRepository } from './receipt.repository';
import { PersonHasOpenCaseError, PersonHeldError, PersonSharedError } from './records.errors';

interface OfPerson {
  readonly id: string;
  readonly reference: string;
  readonly organisationId: string;
  readonly open: boolean;
}

const REFERRALS = `
  SELECT r.id, r.reference, s.organisation_id AS "organisationId", NOT (r.progress = ANY ($2)) AS open
  FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.person_id = $1 ORDER BY r.received_at, r.id FOR UPDATE OF r`;

/**
 * Erases a person everywhere (GV-08). What this service holds goes in the transaction of the command, with the event upon which every other
 * service erases what it holds; the key that had sealed what lies in topics is destroyed with it.
 */
@Injectable()
export class ErasePersonService {
  constructor(
    private readonly transaction: Transaction,
    private readonly holds: LegalHoldRepository,
    private readonly receipts: ReceiptRepository,
    private readonly eraseReferrals: EraseReferralsService,
    private readonly keyring: Keyring,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Answers the request on record and whether it had been done before. Again without effect, unless a restored backup has brought the key back. */
  execute(personId: string, reason: string, by: Principal): Promise<{ requestId: string; before: boolean }> {
    return this.transaction.run(async () => {
      await this.holds.lock(personId);
      const before = await this.receipts.erasureOf(personId);
      const found = await this.transaction.query<OfPerson>(REFERRALS, [personId, CLOSED_PROGRESS]);
      await this.audit.record({ by, action: 'erase', entity: 'Person', entityId: personId });
      // The first releases of the hub destroyed the key alone: then there is a request and still something to erase.
      if (before && found.length === 0) {
        await this.keyring.erase(personId);
        return { requestId: before.id, before: true };
      }
      await this.refuse(personId, found, by);
      const id = before?.id ?? randomUUID();
      const { organisationId, subject } = by;
      if (!before)
        await this.receipts.request({ id, kind: 'erasure', personId, organisationId, reason, by: subject, at: this.clock.now() });
      await this.eraseReferrals.execute(
        id,
        personId,
        found.map(({ id: referralId }) => referralId),
      );
      return { requestId: id, before: false };
    });
  }

  private async refuse(personId: string, found: readonly OfPerson[], by: Principal): Promise<void> {
    if (!found.some(({ organisationId }) => organisationId === by.organisationId)) throw new NotFoundError('person');
    if (found.some(({ organisationId }) => organisationId !== by.organisationId)) throw new PersonSharedError();
    if (await this.holds.isHeld(personId)) throw new PersonHeldError();
    const open = found.filter((each) => each.open);
    if (open.length > 0) throw new PersonHasOpenCaseError(open.map(({ reference }) => reference));
  }
}
