import { Injectable } from '@nestjs/common';
import type { FieldProblem, MissedBy } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import type { LockedCase } from '../cases/change-case.service';
import { AddContactService } from './add-contact.service';
import { ChangeContactsService } from './change-contacts.service';
import { apology, promptAdjustments } from './contact-actions.rules';
import { ContactRefusedError } from './contact.errors';
import { fittingAdjustments, MISSED_REASONS, SERVICE_MISSED_REASONS, type MissedReason } from './missed.rules';
import { PlanNextCallService } from './plan-next-call.service';
import { PlannedContactRepository } from './planned-contact.repository';
import type { MissContactDto, MissedContactView } from './settle-contact.dto';
import { StorePlannedContactService } from './store-planned-contact.service';

/** A planned contact was missed, by the person or by the service. Neither ends anything (CL-16): the one is asked what would help, the other apologises. */
@Injectable()
export class MissContactService {
  constructor(
    private readonly changeContacts: ChangeContactsService,
    private readonly contacts: PlannedContactRepository,
    private readonly store: StorePlannedContactService,
    private readonly addContact: AddContactService,
    private readonly planNextCall: PlanNextCallService,
  ) {}

  execute(caseId: string, contactId: string, told: MissContactDto, by: Principal, now: Date): Promise<MissedContactView> {
    return this.changeContacts.execute({ caseId, by, action: 'miss-contact' }, async (locked) => {
      const { by: missedBy, reason, note = null } = told;
      const problems = reasonProblems(missedBy, reason);
      if (problems.length > 0) throw new ContactRefusedError(problems);
      const planned = await this.contacts.get(contactId, caseId);
      planned.settle(missedBy === 'person' ? 'missed-by-person' : 'missed-by-service', now);
      const { id, mode, place, at } = planned;
      const facts = { id, mode, place, at, note, outcome: 'missed', missedBy, missedReason: reason ?? null } as const;
      const recorded = await this.addContact.execute(locked, { ...facts, beforeReferralReason: null }, told.despiteContactRule, by, now);
      follow(locked, missedBy, id, now);
      await this.store.execute(locked, planned, by.subject);
      await this.planNextCall.execute(locked, planned, by.subject, now);
      const suggestedAdjustments = missedBy === 'person' ? [...fittingAdjustments((reason ?? 'other') as MissedReason)] : [];
      return Object.assign(recorded, { suggestedAdjustments });
    });
  }
}

function follow({ actions, clocks, settings }: LockedCase, missedBy: MissedBy, contactId: string, now: Date): void {
  if (missedBy === 'person') promptAdjustments(actions, contactId, now, clocks);
  else actions.push(apology(`missed:${contactId}`, now, settings.callBackApologyWithinWorkingDays, clocks));
}

function reasonProblems(missedBy: MissedBy, reason: string | undefined): FieldProblem[] {
  const fitting: readonly string[] = missedBy === 'person' ? MISSED_REASONS : SERVICE_MISSED_REASONS;
  if (reason === undefined || fitting.includes(reason)) return [];
  return [
    {
      pointer: '/reason',
      code: `not-of-${missedBy}`,
      detail: `When the ${missedBy} missed it, the reason is one of ${fitting.join(', ')}.`,
    },
  ];
}
