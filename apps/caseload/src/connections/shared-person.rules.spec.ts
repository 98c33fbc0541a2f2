import type { PersonDetails } from '#libs/contracts';
import { sharedPerson } from './shared-person.rules';

const PERSON: PersonDetails = {
  personId: '3f0a3a53-3a67-4f0f-9f39-1f6f5a1d7c11',
  name: { family: 'Okafor', given: ['Grace', 'Ada'], text: 'Mrs Grace Okafor' },
  birthDate: '1948-03-02',
  nhsNumber: '9434765919',
  phone: '07700 900123',
  email: 'grace@example.org',
  postcode: 'LS6 2AB',
  reason: 'Widowed in spring; see letter.',
};

describe('what a provider is told of a person', () => {
  it('is a first name only when they have not agreed to share', () => {
    expect(sharedPerson(PERSON, false, 'Likes plants')).toEqual({ name: { given: ['Grace'], text: 'Grace' } });
  });

  it('is how to reach them and what was written for this provider when they have agreed', () => {
    expect(sharedPerson(PERSON, true, 'Likes plants')).toEqual({
      name: PERSON.name,
      birthDate: '1948-03-02',
      phone: '07700 900123',
      email: 'grace@example.org',
      postcode: 'LS6 2AB',
      reason: 'Likes plants',
    });
  });

  it("never holds the NHS number, the hub's person id or the referrer's words when they have agreed", () => {
    const told = JSON.stringify(sharedPerson(PERSON, true, undefined));
    for (const kept of [PERSON.nhsNumber, PERSON.personId, PERSON.reason]) expect(told).not.toContain(kept);
  });

  it('is nothing when no first name is known or the details were destroyed', () => {
    expect(sharedPerson({ name: { family: 'Okafor', given: [], text: 'Okafor' } }, false, undefined)).toBeUndefined();
    expect(sharedPerson(null, true, undefined)).toBeUndefined();
  });
});
