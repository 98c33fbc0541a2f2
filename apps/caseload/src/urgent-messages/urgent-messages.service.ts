import { Injectable } from '@nestjs/common';
import { ProcessConfig, Transaction } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { SchemeRepository } from '../schemes/scheme.repository';
import { UrgentMessage } from './urgent-message.entity';
import { UrgentMessageRepository } from './urgent-message.repository';
import { addressesOf, urgentWords, type UrgentContact, type UrgentOccasion } from './urgent-message.rules';

/** What staff are written to about. */
export interface UrgentNews {
  readonly occasion: UrgentOccasion;
  readonly about: Pick<Case, 'id' | 'reference' | 'schemeId'>;
  readonly source: string;
  readonly to: readonly UrgentContact[];
  readonly dueAt: Date;
  /** The page on which they act. */
  readonly page: string;
}

/** Queues messages to staff in the open transaction: whatever the act, they go out if it commits, and only then. */
@Injectable()
export class UrgentMessages {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly messages: UrgentMessageRepository,
    private readonly schemes: SchemeRepository,
    private readonly config: ProcessConfig,
  ) {}

  async send({ occasion, about, source, to, dueAt, page }: UrgentNews, now: Date): Promise<void> {
    const { id: caseId, reference, schemeId } = about;
    const { name: schemeName } = await this.schemes.get(schemeId);
    const words = urgentWords(occasion, { reference, schemeName, dueAt, link: `${this.config.publicUrl}${page}` });
    const queued = addressesOf(to).map((address) => UrgentMessage.queue({ caseId, source, occasion, to: address, words }, now));
    if (queued.length === 0) return;
    await this.messages.insert(queued);
    this.transaction.afterCommit(() => {
      for (const listener of this.listeners) listener();
    });
  }

  /** The worker of this process is told of everything that is queued. */
  onQueued(listener: () => void): void {
    this.listeners.push(listener);
  }
}
