import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/change-case.service';
import { WatchHomeVisitService } from '../lone-working/watch-home-visit.service';
import { followPlanned } from './contact-actions.rules';
import type { PlannedContact } from './planned-contact.entity';
import { PlannedContactRepository } from './planned-contact.repository';

/** Stores a planned contact of a locked case with what follows from it: its action, and the watch over a home visit. */
@Injectable()
export class StorePlannedContactService {
  constructor(
    private readonly contacts: PlannedContactRepository,
    private readonly watchHomeVisit: WatchHomeVisitService,
  ) {}

  async execute({ actions, settings }: LockedCase, planned: PlannedContact, by: string): Promise<void> {
    await this.contacts.store(planned);
    followPlanned(actions, planned, by);
    await this.watchHomeVisit.execute(planned, settings);
  }
}
