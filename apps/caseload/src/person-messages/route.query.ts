import { Injectable } from '@nestjs/common';
import type { Case } from '../cases/case.entity';
import { ConsentRepository } from '../consents/consent.repository';
import { saidNo } from '../consents/consent.rules';
import type { Language } from '../texts/text.rules';
import { Carriers } from './carriers.client';
import type { RelatedPerson } from '../related-persons/related-person.entity';
import { RelatedPersonRepository } from '../related-persons/related-person.repository';
import type { PersonMessage } from './person-message.entity';
import { PersonMessageRepository } from './person-message.repository';
import { needsConsent, routeOf, type Reachable, type Route } from './person-message.rules';

/** A way for a message, whom it reaches, and the language that the person chose, if they did. */
export interface WayToPerson {
  readonly route: Route;
  readonly preferred: Language | null;
  readonly recipient: Reachable | null;
  /** The carer who gets it in the person's place. */
  readonly relatedPersonId: string | null;
}

/** Which way a message may go to a person now, within what they prefer and agree to (GV-01). */
@Injectable()
export class RouteQuery {
  constructor(
    private readonly messages: PersonMessageRepository,
    private readonly consents: ConsentRepository,
    private readonly carriers: Carriers,
    private readonly relatedPersons: RelatedPersonRepository,
  ) {}

  /**
   * Where the referrer said that the person must not be contacted, nothing goes out at all unless whoever sends it said why
   * (`despiteContactRule`). A person who is contacted through a carer gets nothing: it goes to the carer only (ID-02).
   */
  async of(
    { id: caseId, person, contactProhibited }: Pick<Case, 'id' | 'person' | 'contactProhibited'>,
    { template, despiteContactRule }: Pick<PersonMessage, 'template' | 'despiteContactRule'>,
    now: Date,
  ): Promise<WayToPerson> {
    const { channel, language: preferred } = await this.messages.preferenceOf(caseId);
    const carer = contactProhibited ? null : await this.relatedPersons.carerOf(caseId, now);
    const recipient = carer ? reachOf(carer) : person;
    const way = { preferred, recipient, relatedPersonId: carer?.id ?? null };
    if (contactProhibited && !despiteContactRule) return { ...way, route: { skipped: 'contact-prohibited' } };
    if (needsConsent(template) && saidNo((await this.consents.last(caseId, 'support'))?.decision))
      return { ...way, route: { skipped: 'no-consent' } };
    return { ...way, route: routeOf(recipient, channel, this.carriers.configured) };
  }
}

const reachOf = ({ phone, email }: RelatedPerson): Reachable => ({
  ...(phone === null ? {} : { phone }),
  ...(email === null ? {} : { email }),
});
