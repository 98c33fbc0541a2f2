import { Injectable } from '@nestjs/common';
import type { ClosureReason } from '#libs/contracts';
import { SettleCallBacksService } from '../call-backs/settle-call-backs.service';
import type { LockedCase } from '../cases/change-case.service';
import { ContactRepository } from './contact.repository';
import { NotTriedEnoughError } from './contact.errors';
import { lackingAttempts } from './non-contact.rules';
import { PlannedContactRepository } from './planned-contact.repository';
import { StorePlannedContactService } from './store-planned-contact.service';

/** When a case closes: refuses that the person was not reached before enough was tried (CL-16), and calls off what is still planned with them or promised to them. */
@Injectable()
export class EndContactsService {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly planned: PlannedContactRepository,
    private readonly callBacks: SettleCallBacksService,
    private readonly store: StorePlannedContactService,
  ) {}

  async execute(locked: LockedCase, reason: ClosureReason, by: string, at: Date): Promise<void> {
    const { case: found, settings } = locked;
    if (reason === 'not-reached') {
      const lacking = lackingAttempts(await this.contacts.attemptsOf(found), settings);
      if (lacking.length > 0) throw new NotTriedEnoughError(lacking);
    }
    await this.callBacks.cancelAll(found.id, at);
    for (const planned of await this.planned.aheadOf(found.id)) {
      planned.settle('cancelled', at);
      await this.store.execute(locked, planned, by);
    }
  }
}
