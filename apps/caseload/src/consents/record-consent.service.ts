import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ConsentRecorded, type ConsentDecision, type ConsentPurpose } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { eventOf } from '../cases/case-events.mapper';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import type { ConsentGiver, WayOfConsent } from './consent.entity';
import { ConsentRefusedError } from './consent.errors';
import { ConsentRepository } from './consent.repository';

/** What was said, by whom and how. */
export interface WordOnConsent {
  readonly purpose: ConsentPurpose;
  readonly decision: ConsentDecision;
  readonly at: Date;
  readonly howGiven: WayOfConsent;
  readonly byWhom: ConsentGiver;
}

const CLOCK_TOLERANCE_MS = 60_000;

/** Puts the person's word on a purpose on record, also after their case has closed, and tells every service (GV-01). */
@Injectable()
export class RecordConsentService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly consents: ConsentRepository,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  /** `by`: who writes it down; a text is the service itself, for the person's own page. The id of the record. */
  async execute(caseId: string, word: WordOnConsent, by: Principal | string, now: Date): Promise<string> {
    if (word.at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
      throw new ConsentRefusedError([{ pointer: '/at', code: 'in-future', detail: 'Nobody has said this yet.' }]);
    }
    const reach = typeof by === 'string' ? null : await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'record-consent' }, async ({ case: found }) => {
      const { purpose, decision, at } = word;
      const id = randomUUID();
      const recordedBy = typeof by === 'string' ? by : by.subject;
      await this.consents.insert({ id, caseId: found.id, ...word, recordedBy, recordedAt: now });
      const told = { referralId: found.referralId, caseId: found.id, consentId: id, purpose, decision, at: at.toISOString() };
      await this.outbox.add(eventOf(ConsentRecorded, told));
      return id;
    });
  }
}
