import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ConsentRecorded, type ConsentDecision, type ConsentPurpose, type FieldProblem } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Actor, Principal } from '#libs/platform';
import { eventOf } from '../cases/case-events.mapper';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import type { ConsentGiver, WayOfConsent } from './consent.entity';
import { ConsentRefusedError } from './consent.errors';
import { ConsentRepository } from './consent.repository';
import { FollowSupportService } from './follow-support.service';
import { isUnder16 } from './under-16.rules';

/** What was said, by whom and how. */
export interface WordOnConsent {
  readonly purpose: ConsentPurpose;
  readonly decision: ConsentDecision;
  readonly at: Date;
  readonly howGiven: WayOfConsent;
  readonly byWhom: ConsentGiver;
  readonly givenBy: string | null;
  readonly reason: string | null;
  /** Who read out the code to the page where it was said. */
  readonly codeReadOutBy?: string | null;
}

const CLOCK_TOLERANCE_MS = 60_000;

/** Puts the person's word on a purpose on record, also after their case has closed, and tells every service (GV-01). */
@Injectable()
export class RecordConsentService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly consents: ConsentRepository,
    private readonly followSupport: FollowSupportService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  /** `by`: who writes it down; an `Actor` is whoever is on the person's own page. The id of the record. */
  async execute(caseId: string, word: WordOnConsent, by: Principal | Actor, now: Date): Promise<string> {
    if (word.at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
      throw new ConsentRefusedError([{ pointer: '/at', code: 'in-future', detail: 'Nobody has said this yet.' }]);
    }
    const reach = 'actor' in by ? null : await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'record-consent' }, async (locked) => {
      const { case: found } = locked;
      const { purpose, decision, at } = word;
      if (decision === 'given' && isUnder16(found.person?.birthDate, at)) assertSaysWhoAndWhy(word);
      const id = randomUUID();
      const recordedBy = 'actor' in by ? by.actor : by.subject;
      await this.consents.insert({ id, caseId: found.id, codeReadOutBy: null, ...word, recordedBy, recordedAt: now });
      const told = { referralId: found.referralId, caseId: found.id, consentId: id, purpose, decision, at: at.toISOString() };
      await this.outbox.add(eventOf(ConsentRecorded, told));
      if (purpose === 'support') await this.followSupport.execute(locked, recordedBy, now);
      return id;
    });
  }
}

/** A person under 16 says yes with somebody who may decide for them, or alone where they understand what it means: the record says which, and why (ID-02). */
function assertSaysWhoAndWhy({ givenBy, reason }: WordOnConsent): void {
  const missing = (given: string | null, field: string, what: string): FieldProblem[] =>
    given === null ? [{ pointer: `/${field}`, code: 'required-under-16', detail: `The person is under 16: say ${what}.` }] : [];
  const problems = [...missing(givenBy, 'givenBy', 'who said yes'), ...missing(reason, 'reason', 'why it is theirs to say')];
  if (problems.length > 0) throw new ConsentRefusedError(problems);
}
