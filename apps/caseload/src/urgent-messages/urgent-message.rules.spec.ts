import {
  addressesOf,
  cliniciansFor,
  leadsOf,
  leadWorkerOf,
  nextUrgentAttemptAfterMs,
  supervisorsOf,
  urgentWords,
  type UrgentContact,
  type UrgentPart,
} from './urgent-message.rules';

const [PRACTICE, OTHER] = ['a83b1c2d-4e5f-4a6b-8c7d-9e0f1a2b3c22', 'b83b1c2d-4e5f-4a6b-8c7d-9e0f1a2b3c23'];
const [LEAD, SUPERVISOR] = ['9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d11'];

const contact = (part: UrgentPart, name: string, more: Partial<UrgentContact> = {}): UrgentContact => ({
  part,
  name,
  email: `${name}@example.org`,
  ...more,
});
const names = (contacts: readonly UrgentContact[]): string[] => contacts.map(({ name }) => name);

describe('who is written to at once', () => {
  const contacts = [
    contact('clinician', 'gp', { practiceId: PRACTICE }),
    contact('clinician', 'other-gp', { practiceId: OTHER }),
    contact('clinician', 'scheme-doctor'),
    contact('supervisor', 'sofia'),
    contact('lead', 'lee'),
  ];

  it.each([
    ['the practice that has clinicians of its own', PRACTICE, ['gp']],
    ['a practice that has none', 'c83b1c2d-4e5f-4a6b-8c7d-9e0f1a2b3c24', ['scheme-doctor']],
    ['the scheme', null, ['scheme-doctor']],
  ])('is a clinician of %s', (_what, practiceId, expected) => {
    expect(names(cliniciansFor(contacts, practiceId))).toEqual(expected);
  });

  it('is the lead of a concern, and the supervisors where there is none (part of GV-05)', () => {
    expect(names(leadsOf(contacts))).toEqual(['lee']);
    expect(names(leadsOf(contacts.filter(({ part }) => part !== 'lead')))).toEqual(['sofia']);
    expect(names(supervisorsOf(contacts))).toEqual(['sofia']);
  });

  it('is the named lead, else the first supervisor who is a worker, as the worker who acts on a concern (part of GV-05)', () => {
    const supervisors = [contact('supervisor', 'sofia'), contact('supervisor', 'sam', { workerId: SUPERVISOR })];
    expect(leadWorkerOf({ safeguardingLeadWorkerId: LEAD, urgentContacts: supervisors })).toBe(LEAD);
    expect(leadWorkerOf({ safeguardingLeadWorkerId: null, urgentContacts: supervisors })).toBe(SUPERVISOR);
    expect(leadWorkerOf({ safeguardingLeadWorkerId: null, urgentContacts: [contact('lead', 'lee', { workerId: LEAD })] })).toBeNull();
  });

  it('has each address written to once, by text message and by email', () => {
    const both = contact('clinician', 'gp', { phone: '07700 900456' });
    const again = contact('supervisor', 'gp', { phone: '0113 496 0000' });
    expect(addressesOf([both, again]).map(({ part, channel, address }) => [part, channel, address])).toEqual([
      ['clinician', 'sms', '+447700900456'],
      ['clinician', 'email', 'gp@example.org'],
    ]);
  });
});

describe('what staff are written to', () => {
  const facts = {
    reference: 'SP-4K7Q-9M2X',
    schemeName: 'Leeds North',
    dueAt: new Date('2026-07-01T13:05:00Z'),
    link: 'https://hub/crises/1/2',
  };

  it('says when a crisis must be acknowledged, by the clock on the wall (part of CL-22)', () => {
    expect(urgentWords('crisis', facts)).toEqual({
      subject: 'Crisis: acknowledge SP-4K7Q-9M2X by 14:05',
      text: 'Leeds North, case SP-4K7Q-9M2X: a crisis was referred back. A clinician must acknowledge it by 14:05. Sign in to read and acknowledge it: https://hub/crises/1/2',
    });
    expect(urgentWords('crisis-unacknowledged', facts).text).toContain('no clinician acknowledged the crisis by 14:05');
  });

  it('says nothing of what waits for the lead (part of GV-05)', () => {
    expect(urgentWords('lead-asked', facts)).toEqual({
      subject: 'A record is waiting for you: SP-4K7Q-9M2X',
      text: 'Leeds North, case SP-4K7Q-9M2X: a record is waiting for you. Sign in and act on it by Wednesday 1 July, 14:05: https://hub/crises/1/2',
    });
  });

  it('is tried again after two seconds, and at most two minutes apart', () => {
    expect([1, 2, 3, 7, 100].map((attempts) => nextUrgentAttemptAfterMs(attempts))).toEqual([2000, 4000, 8000, 120_000, 120_000]);
    expect(nextUrgentAttemptAfterMs(1, 60_000)).toBe(60_000);
  });
});
