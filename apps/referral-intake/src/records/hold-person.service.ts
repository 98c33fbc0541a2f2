import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { LegalHoldRepository } from './legal-hold.repository';
import type { LegalHold } from './records.dto';

/** Keeps a person's records from being erased, or no longer. */
@Injectable()
export class HoldPersonService {
  constructor(
    private readonly transaction: Transaction,
    private readonly holds: LegalHoldRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  execute(act: 'place' | 'end', personId: string, reason: string, by: Principal): Promise<LegalHold> {
    return this.transaction.run(async () => {
      await this.holds.lock(personId);
      await this.holds[act](personId, reason, by, this.clock.now());
      await this.audit.record({ by, action: `${act}-legal-hold`, entity: 'Person', entityId: personId });
      return { personId, held: await this.holds.isHeld(personId) };
    });
  }
}
