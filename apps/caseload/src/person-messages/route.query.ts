import { Injectable } from '@nestjs/common';
import type { Case } from '../cases/case.entity';
import { ConsentRepository } from '../consents/consent.repository';
import { saidNo } from '../consents/consent.rules';
import type { Language } from '../texts/text.rules';
import { Carriers } from './carriers.client';
import { PersonMessageRepository } from './person-message.repository';
import { needsConsent, routeOf, type PersonMessageTemplate, type Route } from './person-message.rules';

/** Which way a message may go to a person now, within what they prefer and agree to (GV-01). */
@Injectable()
export class RouteQuery {
  constructor(
    private readonly messages: PersonMessageRepository,
    private readonly consents: ConsentRepository,
    private readonly carriers: Carriers,
  ) {}

  /** `preferred`: the language they chose, if they did. Where the referrer said that the person must not be contacted, nothing goes out at all. */
  async of(
    { id: caseId, person, contactProhibited }: Pick<Case, 'id' | 'person' | 'contactProhibited'>,
    template: PersonMessageTemplate,
  ): Promise<{ route: Route; preferred: Language | null }> {
    const { channel, language: preferred } = await this.messages.preferenceOf(caseId);
    if (contactProhibited) return { route: { skipped: 'contact-prohibited' }, preferred };
    if (needsConsent(template) && saidNo((await this.consents.last(caseId, 'support'))?.decision))
      return { route: { skipped: 'no-consent' }, preferred };
    return { route: routeOf(person, channel, this.carriers.configured), preferred };
  }
}
