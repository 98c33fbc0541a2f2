import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/change-case.service';
import { CheckSupportService } from '../consents/check-support.service';
import { callMode, nextCallAt } from './keep-in-touch.rules';
import { PlannedContact } from './planned-contact.entity';
import { StorePlannedContactService } from './store-planned-contact.service';

/** Plans the next call to keep in touch when one is over, kept or missed, so that they go on for as long as the person has a tier (CL-35). */
@Injectable()
export class PlanNextCallService {
  constructor(
    private readonly store: StorePlannedContactService,
    private readonly checkSupport: CheckSupportService,
  ) {}

  async execute(locked: LockedCase, last: Pick<PlannedContact, 'purpose' | 'at'>, by: string, now: Date): Promise<void> {
    const { case: found, clocks, settings } = locked;
    const { keepInTouchTier: tier } = found;
    if (last.purpose !== 'keep-in-touch' || tier === null || found.status === 'closed') return;
    if (await this.checkSupport.isStopped(found.id)) return;
    // One that was written down late does not lead to a call in the past.
    let at = last.at;
    do at = nextCallAt(at, settings.keepInTouchWeeks[tier], clocks.nation);
    while (at <= now);
    await this.plan(locked, at, by, now);
  }

  /** One call at a time that somebody has chosen. */
  async plan(locked: LockedCase, at: Date, by: string, now: Date): Promise<void> {
    const { case: found } = locked;
    if (found.keepInTouchTier === null) return;
    const how = { mode: callMode(found.preferredMode), place: null, modeReason: null, expectedBackAt: null, colleagueId: null };
    const made = { id: randomUUID(), caseId: found.id, agreedWith: null, adjustments: [], plannedBy: by, plannedAt: now };
    await this.store.execute(locked, PlannedContact.plan({ ...made, ...how, at, purpose: 'keep-in-touch' }), by);
  }
}
