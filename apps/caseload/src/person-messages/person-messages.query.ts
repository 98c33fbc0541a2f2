import { Injectable } from '@nestjs/common';
import { AuditService, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { Carriers } from './carriers.client';
import type { PersonMessage } from './person-message.entity';
import type { PersonMessageView } from './person-message.dto';
import { PersonMessageRepository } from './person-message.repository';

/** What was written to the person of a case. */
@Injectable()
export class PersonMessagesQuery {
  constructor(
    private readonly cases: CaseRepository,
    private readonly messages: PersonMessageRepository,
    private readonly carriers: Carriers,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Part of a person's record: reading it is audited. */
  async ofCase(caseId: string, caller: Principal): Promise<PersonMessageView[]> {
    await this.cases.assertWithin(caseId, await this.reach.of(caller));
    await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
    return (await this.messages.ofCase(caseId)).map((message) => this.viewOf(message));
  }

  private viewOf({
    id,
    template,
    relatedPersonId,
    channel,
    language,
    state,
    why,
    attempts,
    queuedAt,
    settledAt,
  }: PersonMessage): PersonMessageView {
    const waits = state === 'queued' && channel !== null && !this.carriers.configured.includes(channel);
    return { id, template, relatedPersonId, channel, language, state, why: waits ? 'not-configured' : why, attempts, queuedAt, settledAt };
  }
}
