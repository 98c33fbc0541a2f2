import { Injectable } from '@nestjs/common';
import { AuditService, Transaction } from '#libs/platform';
import { Case } from '../cases/case.entity';
import { Connection } from '../connections/connection.entity';
import { Consent } from '../consents/consent.entity';
import { lastWord, purposesOf, saidNo } from '../consents/consent.rules';
import { isUnder16 } from '../consents/under-16.rules';
import { PersonMessageRepository } from '../person-messages/person-message.repository';
import { languageOf } from '../person-messages/person-message.rules';
import { nextInWords } from '../person-messages/person-words.rules';
import { planDocumentOf } from '../plans/plan-document.mapper';
import { Plan } from '../plans/plan.entity';
import type { Language, Say } from '../texts/text.rules';
import { TextRepository } from '../texts/text.repository';
import { Worker } from '../workers/worker.entity';
import type { MyPage } from './my-page.view';
import type { MyVisit } from './my-visit.query';

/** The person's own page, as it is now. */
@Injectable()
export class MyPageQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly texts: TextRepository,
    private readonly messages: PersonMessageRepository,
    private readonly audit: AuditService,
  ) {}

  /** The language in which the person reads, and the organisation whose words count. */
  async wordsFor(caseId: string, wanted: Language | null): Promise<{ language: Language; say: Say }> {
    const found = await this.caseOf(caseId);
    const { language: preferred } = await this.messages.preferenceOf(caseId);
    const language = wanted ?? languageOf(preferred, found.accessNeeds?.language ?? found.person?.accessNeeds?.language);
    return { language, say: await this.texts.in(language, found.organisationId) };
  }

  /** Reading it is audited, as any reading of a person's record. */
  read({ caseId, by }: MyVisit, language: Language, say: Say, now: Date): Promise<MyPage> {
    return this.transaction.run(async () => {
      const found = await this.caseOf(caseId);
      const { reader } = this.transaction;
      const worker = found.workerId === null ? null : await reader.findOneBy(Worker, { id: found.workerId });
      const connections = await reader.find(Connection, { where: { caseId }, order: { requestedAt: 'ASC', id: 'ASC' } });
      const plan = await reader.findOne(Plan, { where: { caseId, state: 'agreed' }, order: { version: 'DESC' } });
      const words = await reader.find(Consent, { where: { caseId }, order: { position: 'ASC' } });
      const isStopped = found.status !== 'closed' && saidNo(lastWord(words, 'support')?.decision);
      const { channel } = await this.messages.preferenceOf(caseId);
      await this.audit.record({ by, action: 'read', entity: 'case', entityId: caseId });
      const [personName, workerName] = [found.person?.name.text ?? null, worker?.name ?? null];
      const setting = { personName, workerName, reference: found.reference, connections };
      const document = plan && planDocumentOf(plan, setting);
      return {
        ...{ personName, workerName, reference: found.reference, channel, consents: purposesOf(words, found.firstContactAt !== null) },
        agreesAlone: !isUnder16(found.person?.birthDate, now),
        status: say(`my.status.${isStopped ? 'stopped' : found.status}`),
        next: nextInWords(found, say, language, workerName, now),
        services: connections.map(({ serviceName, providerName, state }) => ({
          name: serviceName,
          provider: providerName,
          state: say(`connection.${state}`),
        })),
        plan: document && { lang: document.lang, sections: document.sections },
      };
    });
  }

  private caseOf(id: string): Promise<Case> {
    return this.transaction.reader.findOneByOrFail(Case, { id });
  }
}
