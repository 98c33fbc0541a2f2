import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { plannedContactViewOf } from '../contacts/planned-contact-view.mapper';
import type { PlannedContactView } from '../contacts/planned-contact.dto';
import { PlannedContactRepository } from '../contacts/planned-contact.repository';
import { ReachQuery } from '../workers/reach.query';
import { NobodyOutError } from './lone-working.errors';
import { alarmSourceOf, WatchHomeVisitService } from './watch-home-visit.service';

/** The worker is back from a home visit: nobody has to look for them (GV-04). */
@Injectable()
export class ComeBackService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly contacts: PlannedContactRepository,
    private readonly watchHomeVisit: WatchHomeVisitService,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, contactId: string, by: Principal, now: Date): Promise<PlannedContactView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'come-back' }, async ({ case: found, actions, settings }) => {
      const visit = await this.contacts.get(contactId, caseId);
      if (visit.mode !== 'home-visit') throw new NobodyOutError('The contact is no home visit.');
      if (visit.backAt) throw new NobodyOutError('The worker is back already.');
      visit.backAt = now;
      await this.contacts.store(visit);
      await this.watchHomeVisit.execute(visit, settings);
      const source = alarmSourceOf(visit.id);
      for (const action of actions) if (action.isOpen && action.source === source) action.complete(by.subject, now, 'back');
      return plannedContactViewOf(visit, found.accessNeeds);
    });
  }
}
