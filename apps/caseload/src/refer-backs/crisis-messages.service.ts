import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/change-case.service';
import { cliniciansFor, leadsOf, supervisorsOf, type UrgentContact, type UrgentOccasion } from '../urgent-messages/urgent-message.rules';
import { UrgentMessages } from '../urgent-messages/urgent-messages.service';
import type { ReferBack } from './refer-back.entity';

type CaseInCrisis = Pick<LockedCase, 'case' | 'settings'>;

/** Writes to the named clinicians and the supervisors of a scheme, in the transaction of what they are written to about (CL-22). */
@Injectable()
export class CrisisMessages {
  constructor(private readonly messages: UrgentMessages) {}

  made(about: CaseInCrisis, made: ReferBack, now: Date): Promise<void> {
    return this.send('crisis', about, made, made.acknowledgeBy, [], now);
  }

  /** Nobody has acknowledged it by `dueAt`: the same people again, and the lead where the scheme escalates to one. */
  unacknowledged(about: CaseInCrisis, waiting: ReferBack, dueAt: Date, now: Date): Promise<void> {
    const { crisisEscalateTo, urgentContacts } = about.settings;
    const more = crisisEscalateTo === 'lead' ? leadsOf(urgentContacts) : [];
    return this.send('crisis-unacknowledged', about, waiting, dueAt, more, now);
  }

  private send(
    occasion: UrgentOccasion,
    { case: about, settings: { urgentContacts } }: CaseInCrisis,
    { id, to, source }: ReferBack,
    dueAt: Date,
    more: readonly UrgentContact[],
    now: Date,
  ): Promise<void> {
    const clinicians = cliniciansFor(urgentContacts, to === 'practice' ? about.senderId : null);
    const page = `/crises/${about.id}/${id}`;
    return this.messages.send(
      { occasion, about, source, to: [...clinicians, ...supervisorsOf(urgentContacts), ...more], dueAt, page },
      now,
    );
  }
}
