import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { PersonMessage } from './person-message.entity';
import { PersonMessageRepository } from './person-message.repository';
import { languageOf, type MessageState, type PersonMessageTemplate, type TemplateData } from './person-message.rules';
import { RouteQuery } from './route.query';

/** What a message needs of its case. */
export type CaseOfMessage = Pick<Case, 'id' | 'person' | 'accessNeeds' | 'contactProhibited'>;

/** Queues messages to the person in the open transaction: whatever the act, its message goes out if it commits, and only then. */
@Injectable()
export class PersonMessages {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly messages: PersonMessageRepository,
    private readonly routes: RouteQuery,
  ) {}

  /**
   * Writes to the person within what they prefer and agree to. A message that may not go, or has no address to go to, is on record as skipped,
   * with why; one for which this installation has no way waits.
   */
  async send<T extends PersonMessageTemplate>(
    about: CaseOfMessage,
    template: T,
    data: TemplateData[T],
    now: Date,
    despiteContactRule = false,
  ): Promise<MessageState> {
    const { id: caseId, person, accessNeeds } = about;
    const { route, preferred, relatedPersonId } = await this.routes.of(about, { template, despiteContactRule }, now);
    const language = languageOf(preferred, accessNeeds?.language ?? person?.accessNeeds?.language);
    const queued = PersonMessage.queue({ caseId, template, route, language, data: { ...data }, relatedPersonId, despiteContactRule }, now);
    await this.messages.insert(queued);
    this.transaction.afterCommit(() => {
      for (const listener of this.listeners) listener();
    });
    return queued.state;
  }

  /** The worker of this process is told of every message that is queued. */
  onQueued(listener: () => void): void {
    this.listeners.push(listener);
  }
}
