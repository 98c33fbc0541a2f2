import { Injectable } from '@nestjs/common';
import type { PersonDetails } from '#libs/contracts';
import { ConsentRepository } from '../consents/consent.repository';
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

  /** `preferred`: the language they chose, if they did. */
  async of(
    caseId: string,
    person: PersonDetails | null,
    template: PersonMessageTemplate,
  ): Promise<{ route: Route; preferred: Language | null }> {
    const { channel, language: preferred } = await this.messages.preferenceOf(caseId);
    if (needsConsent(template) && !(await this.consents.holds(caseId, 'support'))) return { route: { skipped: 'no-consent' }, preferred };
    return { route: routeOf(person, channel, this.carriers.configured), preferred };
  }
}
