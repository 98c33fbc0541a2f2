import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Keyring } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { PersonSharedError } from './erasure.errors';
import type { ErasureView } from './erasure.view';

const ORGANISATIONS = `
  SELECT DISTINCT s.organisation_id AS id FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.person_id = $1`;
const RECORD = `
  INSERT INTO erasure (person_id, organisation_id, reason, requested_by) VALUES ($1, $2, $3, $4)
  ON CONFLICT (person_id) DO NOTHING`;

/** Destroys a person's key (GV-08): sealed data about them becomes unreadable for every service, wherever it lies. */
@Injectable()
export class ErasePersonService {
  constructor(
    private readonly transaction: Transaction,
    private readonly keyring: Keyring,
    private readonly audit: AuditService,
  ) {}

  /** Again without effect. The key goes last: if the transaction fails after it, erasing again completes the record. */
  execute(personId: string, reason: string, by: Principal): Promise<ErasureView> {
    return this.transaction.run(async () => {
      const organisations = await this.transaction.query<{ id: string }>(ORGANISATIONS, [personId]);
      if (!organisations.some(({ id }) => id === by.organisationId)) throw new NotFoundError('person');
      if (organisations.length > 1) throw new PersonSharedError();
      await this.transaction.query(RECORD, [personId, by.organisationId, reason, by.subject]);
      await this.audit.record({ by, action: 'erase', entity: 'Person', entityId: personId });
      const { erasedAt, before } = await this.keyring.erase(personId);
      return { personId, keyErasedAt: erasedAt.toISOString(), alreadyErased: before };
    });
  }
}
