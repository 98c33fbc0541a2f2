import { randomUUID } from 'node:crypto';
import { AgreementPublished, ReferralAccepted, SchemePublished, ServicePublished, type EventClass } from '#libs/contracts';

export const PERSON = {
  personId: 'a5b0b4d8-0c1d-4b9a-9a55-2f9f2c1d0b7e',
  name: { family: 'Okafor', given: ['Grace'], text: 'Mrs Grace Okafor' },
  birthDate: '1948-03-02',
  nhsNumber: '9434765919',
  phone: '07700 900123',
  postcode: 'LS6 2AB',
  reason: 'Widowed in spring; rarely leaves the house.',
};

/** Where a test's events happen. */
interface Place {
  readonly organisation: string;
  readonly schemeId: string;
  readonly serviceId: string;
  readonly providerId: string;
}

export function made<T extends object>(event: EventClass<T>, fields: T): T {
  return Object.assign(new event(), fields);
}

export function schemeOf(place: Place, changes: Partial<SchemePublished>): SchemePublished {
  return made(SchemePublished, {
    schemeId: place.schemeId,
    organisationId: place.organisation,
    name: 'Leeds North',
    nation: 'england',
    serviceLevels: { allocateWithinWorkingDays: 2, contactWithinWorkingDays: 5, respondWithinWorkingDays: 10 },
    ...changes,
  });
}

/** Lets a provider know who the people of the scheme are. */
export function agreementOf(place: Place, changes: Partial<AgreementPublished>): AgreementPublished {
  const between = { schemeId: place.schemeId, organisationId: place.organisation, partyId: place.providerId };
  const purposes: AgreementPublished['purposes'] = ['receive-people'];
  return made(AgreementPublished, { agreementId: randomUUID(), ...between, purposes, validFrom: '2020-01-01T00:00:00.000Z', ...changes });
}

export function serviceOf(place: Place, changes: Partial<ServicePublished>): ServicePublished {
  return made(ServicePublished, {
    serviceId: place.serviceId,
    providerId: place.providerId,
    providerName: 'Allotment Trust',
    name: 'Gardening together',
    description: 'A weekly group on the allotment.',
    needs: ['loneliness'],
    status: 'active',
    ...changes,
  });
}

export function referralOf(place: Place, changes: Partial<ReferralAccepted>): ReferralAccepted {
  return made(ReferralAccepted, {
    referralId: randomUUID(),
    reference: 'SP-4K7Q-9M2X',
    schemeId: place.schemeId,
    organisationId: place.organisation,
    senderId: randomUUID(),
    senderName: 'Park Surgery',
    receivedAt: new Date().toISOString(),
    priority: 'routine',
    needs: ['loneliness'],
    person: PERSON,
    ...changes,
  });
}
