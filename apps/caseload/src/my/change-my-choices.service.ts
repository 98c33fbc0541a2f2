import { Injectable } from '@nestjs/common';
import { CONSENT_PURPOSES } from '#libs/contracts';
import { AuditService, Transaction } from '#libs/platform';
import { Case } from '../cases/case.entity';
import { ConsentRepository } from '../consents/consent.repository';
import { RecordConsentService } from '../consents/record-consent.service';
import { isUnder16 } from '../consents/under-16.rules';
import { PersonMessageRepository } from '../person-messages/person-message.repository';
import { PREFERRED_CHANNELS } from '../person-messages/person-message.rules';
import { isLanguage } from '../texts/text.rules';
import type { MyVisit } from './my-visit.query';

/** Keeps what the person chooses on their own page: what they agree to, and how they are written to. It counts at once. */
@Injectable()
export class ChangeMyChoicesService {
  constructor(
    private readonly transaction: Transaction,
    private readonly consents: ConsentRepository,
    private readonly recordConsent: RecordConsentService,
    private readonly messages: PersonMessageRepository,
    private readonly audit: AuditService,
  ) {}

  /** False when the form says nothing that can be kept. */
  async execute(visit: MyVisit, act: 'consents' | 'messages', form: Readonly<Record<string, unknown>>, now: Date): Promise<boolean> {
    return act === 'consents' ? this.consent(visit, form, now) : this.prefer(visit, form);
  }

  private async consent({ caseId, by, codeReadOutBy }: MyVisit, form: Readonly<Record<string, unknown>>, now: Date): Promise<boolean> {
    const purpose = CONSENT_PURPOSES.find((each) => each === form.purpose);
    if (purpose === undefined || (form.holds !== 'true' && form.holds !== 'false')) return false;
    const found = await this.transaction.reader.findOneByOrFail(Case, { id: caseId });
    // A person under 16 says yes with somebody, to the link worker (ID-02); their no needs nobody.
    if (form.holds === 'true' && isUnder16(found.person?.birthDate, now)) return false;
    const isNew = purpose !== 'support' && (await this.consents.last(caseId, purpose)) === null;
    const decision = form.holds === 'true' ? 'given' : isNew ? 'refused' : 'withdrawn';
    const said = { purpose, decision, at: now, howGiven: 'online', byWhom: 'person', givenBy: null, reason: null, codeReadOutBy } as const;
    await this.recordConsent.execute(caseId, said, by, now);
    return true;
  }

  private async prefer({ caseId, by }: MyVisit, form: Readonly<Record<string, unknown>>): Promise<boolean> {
    const channel = PREFERRED_CHANNELS.find((each) => each === form.channel);
    if (channel === undefined) return false;
    await this.transaction.run(async () => {
      await this.messages.prefer(caseId, { channel, language: isLanguage(form.lang) ? form.lang : null });
      await this.audit.record({ by, action: 'prefer-messages', entity: 'case', entityId: caseId });
    });
    return true;
  }
}
