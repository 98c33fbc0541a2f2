import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CaseAllocated,
  CaseClosed,
  CaseOpened,
  ConnectionProgressed,
  ConnectionRequested,
  contractOf,
  ContactRecorded,
  EVENTS,
  MeasurementRecorded,
  ReferralAccepted,
  ReferralWithdrawn,
  SchemePublished,
  ServicePublished,
  TaskAccepted,
  TaskAttended,
  TaskCompleted,
  TaskDeclined,
  TaskNotAttended,
  TaskNotified,
  TaskRequested,
} from '#libs/contracts';

const AT = '2026-03-02T09:00:00.000Z';

/** Everything personal in the story, none of which may reach the monitor's tables. */
export const PERSONAL = [
  'Okafor',
  'Adaeze',
  '1951-04-13',
  '9434765919',
  '020 7946 0000',
  'ada@example.org',
  'LS1 4AP',
  'since her husband died',
  'hearing loop',
];

const PERSON = {
  personId: randomUUID(),
  name: { family: 'Okafor', given: ['Adaeze'], text: 'Adaeze Okafor' },
  birthDate: '1951-04-13',
  nhsNumber: '9434765919',
  phone: '020 7946 0000',
  email: 'ada@example.org',
  postcode: 'LS1 4AP',
  reason: 'Lonely since her husband died; needs a hearing loop',
};

/** One event of every class of the catalogue, as one referral might bring them about. */
export function wholeStory(facts: { referralId?: string; organisationId?: string } = {}): object[] {
  const { referralId = randomUUID(), organisationId = randomUUID() } = facts;
  const [schemeId, caseId, connectionId, taskId, serviceId, providerId] = Array.from({ length: 6 }, () => randomUUID());
  const task = { referralId, connectionId, taskId, serviceId, providerId };
  const connection = { referralId, caseId, connectionId, serviceId, providerId };
  const levels = { allocateWithinWorkingDays: 5, contactWithinWorkingDays: 10, respondWithinWorkingDays: 5 };
  const of = <T extends object>(Event: new () => T, values: object): T => Object.assign(new Event(), values);
  const told = [
    of(SchemePublished, { schemeId, organisationId, name: 'Riverside', nation: 'england', serviceLevels: levels }),
    of(ServicePublished, {
      serviceId,
      providerId,
      providerName: 'Walks',
      name: 'Walking group',
      description: 'We walk',
      needs: [],
      status: 'active',
    }),
    of(ReferralAccepted, {
      referralId,
      reference: 'SP-4K7Q-9M2X',
      schemeId,
      organisationId,
      senderId: randomUUID(),
      senderName: 'Riverside Surgery',
      receivedAt: AT,
      priority: 'urgent',
      needs: ['loneliness'],
      person: PERSON,
    }),
    of(CaseOpened, { referralId, caseId, schemeId, organisationId, openedAt: AT, allocateBy: AT }),
    of(CaseAllocated, { referralId, caseId, workerId: randomUUID(), allocatedAt: AT, contactBy: AT }),
    of(ContactRecorded, { referralId, caseId, contactId: randomUUID(), mode: 'phone', kept: true, first: true, at: AT }),
    of(ConnectionRequested, {
      ...connection,
      schemeId,
      organisationId,
      needs: ['loneliness'],
      levelOfSupport: 'introduced',
      requestedAt: AT,
      respondBy: AT,
      consentToShare: true,
      person: PERSON,
    }),
    of(ConnectionProgressed, {
      ...connection,
      serviceName: 'Walking group',
      providerName: 'Walks',
      consentToShare: true,
      state: 'referred',
      at: AT,
    }),
    of(TaskRequested, { ...task, requestedAt: AT, respondBy: AT }),
    of(TaskNotified, { ...task, attempts: 2, notifiedAt: AT }),
    of(TaskAccepted, { ...task, waitingList: false, acceptedAt: AT }),
    of(TaskDeclined, { ...task, reason: 'no-capacity', declinedAt: AT }),
    of(TaskAttended, { ...task, first: true, attendedAt: AT }),
    of(TaskNotAttended, { ...task, expectedAt: AT }),
    of(TaskCompleted, { ...task, outcome: 'sustained', completedAt: AT }),
    of(MeasurementRecorded, {
      referralId,
      measurementId: randomUUID(),
      instrument: 'ons4',
      stage: 'baseline',
      source: 'self-report',
      takenAt: AT,
      answers: { satisfied: 4, worthwhile: 5, happy: 3, anxious: 8 },
    }),
    of(CaseClosed, { referralId, caseId, reason: 'completed', contacts: 3, closedAt: AT }),
    of(ReferralWithdrawn, { referralId, status: 'cancelled', withdrawnAt: AT }),
  ];
  const types = new Set(told.map((event) => contractOf(event).type));
  const others = EVENTS.filter((event) => contractOf(event).topics.length === 1 && !types.has(contractOf(event).type));
  return [...told, ...others.map((event) => of(event, { ...exampleOf(contractOf(event).name), referralId, organisationId }))];
}

const EXAMPLES = join(__dirname, '../../../../libs/contracts/examples');

/** The newest published example of an event. */
function exampleOf(name: string): object {
  const newest = readdirSync(join(EXAMPLES, name)).sort().at(-1) ?? '';
  return JSON.parse(readFileSync(join(EXAMPLES, name, newest), 'utf8')) as object;
}
