import { CONNECTION_STATES } from '#libs/contracts';
import {
  acceptedServiceRequest,
  capabilityStatement,
  CODE_SYSTEMS,
  type ConnectionFacts,
  connectionResources,
  contactProhibitions,
  NEEDS_REASON,
  ons4Observations,
  organization,
  REFERRAL_PROGRESS_CODES,
  referralTask,
  type ReferralTaskFacts,
  schemeHealthcareService,
  searchset,
  toPersonDetails,
  toReferralRequest,
  transactionResponse,
  validateResource,
} from '#libs/fhir';
import { aPatient, aServiceRequest, NEED_SYSTEM } from '../test/referral-bundle.builder';

const PATIENT_ID = '1f0a1b2c-0000-4000-8000-000000000001';
const REFERRAL_ID = '7c9e1b2c-0000-4000-8000-000000000002';

const facts = (changes: Partial<ReferralTaskFacts> = {}): ReferralTaskFacts => ({
  referralId: REFERRAL_ID,
  version: 4,
  reference: 'SP-4K7Q-9M2X',
  identifiers: [{ system: 'https://gp.example/task', value: 'T-81' }],
  patientId: PATIENT_ID,
  priority: 'routine',
  authoredOn: '2026-11-22T09:00:00Z',
  lastModified: '2026-12-01T10:15:00Z',
  requester: { id: 'a83b', odsCode: 'A81001' },
  respondBy: '2026-11-29T17:00:00Z',
  progress: 'plan-agreed',
  ...changes,
});

const connection = (changes: Partial<ConnectionFacts> = {}): ConnectionFacts => ({
  referralId: REFERRAL_ID,
  connectionId: 'c1',
  taskId: 't1',
  version: 2,
  patientId: PATIENT_ID,
  priority: 'routine',
  state: 'accepted',
  everAttended: false,
  needs: ['loneliness'],
  requestedAt: '2026-11-24T09:00:00Z',
  lastModified: '2026-11-25T09:00:00Z',
  respondBy: '2026-11-29T17:00:00Z',
  ...changes,
});

describe('the referral Task', () => {
  it('looks as our wire format says when a plan is agreed', () => {
    expect(referralTask(facts())).toEqual({
      resourceType: 'Task',
      id: REFERRAL_ID,
      meta: { versionId: '4', lastUpdated: '2026-12-01T10:15:00Z' },
      identifier: [
        { system: 'https://gp.example/task', value: 'T-81' },
        { system: 'https://social-prescribing-hub.org/fhir/Id/referral-reference', value: 'SP-4K7Q-9M2X' },
      ],
      basedOn: [{ reference: `ServiceRequest/${REFERRAL_ID}` }],
      status: 'in-progress',
      businessStatus: {
        coding: [{ system: 'https://social-prescribing-hub.org/fhir/CodeSystem/referral-progress', code: 'plan-agreed' }],
        text: 'Plan agreed',
      },
      intent: 'order',
      priority: 'routine',
      code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
      focus: { reference: `ServiceRequest/${REFERRAL_ID}` },
      for: { reference: `Patient/${PATIENT_ID}` },
      authoredOn: '2026-11-22T09:00:00Z',
      lastModified: '2026-12-01T10:15:00Z',
      requester: {
        reference: 'Organization/a83b',
        identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A81001' },
      },
      owner: { reference: 'Organization/hub' },
      restriction: { period: { end: '2026-11-29T17:00:00Z' } },
    });
  });

  it.each(REFERRAL_PROGRESS_CODES)('is valid FHIR and says why where it must when the progress is %s', (progress) => {
    const task = referralTask(facts({ progress }));
    expect(validateResource(task)).toEqual([]);
    expect(task.statusReason !== undefined).toBe(NEEDS_REASON.has(task.status));
  });

  it('carries the SNOMED code for declined only when the person did not want the service', () => {
    const output = (progress: ReferralTaskFacts['progress']): string => JSON.stringify(referralTask(facts({ progress })).output ?? []);
    expect(output('closed-declined')).toContain('871711000000103');
    for (const progress of REFERRAL_PROGRESS_CODES.filter((each) => each !== 'closed-declined'))
      expect(output(progress)).not.toContain('871711000000103');
  });

  it('shows what came of the work as outputs, with a reason that is nearer than the status its own', () => {
    const task = referralTask(
      facts({
        progress: 'closed-ended',
        reason: { code: 'moved' },
        outputs: [
          { kind: 'activity', concept: { text: 'Attended the lunch club' } },
          { kind: 'content', type: 'Observation', id: 'o1' },
          { kind: 'closing-document', id: 'd1' },
        ],
      }),
    );
    expect(task.statusReason).toEqual({ coding: [{ system: CODE_SYSTEMS.reason, code: 'moved' }], text: 'The person has moved away' });
    expect(task.output?.map(({ type }) => type.coding?.[0]?.code)).toEqual([
      'resulting-activity',
      'additional-content',
      'closing-document',
    ]);
    expect(validateResource(task)).toEqual([]);
  });
});

describe('the connection Task', () => {
  it.each(CONNECTION_STATES)('is valid FHIR beside its filler-order when the connection is %s', (state) => {
    const made = connectionResources(connection({ state }));
    expect(made === undefined).toBe(state === 'suggested' || state === 'agreed');
    if (!made) return;
    expect([...validateResource(made.task), ...validateResource(made.serviceRequest)]).toEqual([]);
    expect(made.task.statusReason !== undefined).toBe(NEEDS_REASON.has(made.task.status));
    expect(made.task).toMatchObject({
      partOf: [{ reference: `Task/${REFERRAL_ID}` }],
      focus: { reference: 'ServiceRequest/c1' },
      requester: { reference: 'Organization/hub' },
    });
    expect(made.serviceRequest).toMatchObject({ intent: 'filler-order', basedOn: [{ reference: `ServiceRequest/${REFERRAL_ID}` }] });
  });

  it.each([
    [false, 'failed', 'never-attended'],
    [true, 'completed', 'stopped'],
  ])('tells stopping apart when the person has ever attended: %s', (everAttended, status, code) => {
    const task = connectionResources(connection({ state: 'stopped', everAttended }))?.task;
    expect([task?.status, task?.businessStatus?.coding?.[0]?.code]).toEqual([status, code]);
  });

  it('names the provider only when it is told of one', () => {
    expect(connectionResources(connection())?.task.owner).toBeUndefined();
    const named = connectionResources(connection({ provider: { id: 'p1', name: 'Exampleton Age Together' } }));
    expect(named?.task.owner).toEqual({ reference: 'Organization/p1', display: 'Exampleton Age Together' });
  });

  it('passes on that the person must not be contacted', () => {
    const prohibited = { coding: [{ system: CODE_SYSTEMS.sdohcc, code: 'contacting-subject-prohibited' }] };
    const orderDetail = contactProhibitions(aServiceRequest({ orderDetail: [{ text: 'other' }, prohibited] }));
    expect(connectionResources(connection({ orderDetail }))?.serviceRequest.orderDetail).toEqual([prohibited]);
  });
});

describe('the person of a Patient', () => {
  it('has what the sender gave and nothing else', () => {
    expect(toPersonDetails(aPatient())).toEqual({
      name: { family: 'Okafor', given: ['Ruth', 'Ada'], text: 'Ruth Ada Okafor' },
      birthDate: '1951-03-09',
      nhsNumber: '9000000009',
      phone: '07700 900123',
      postcode: 'ZZ99 3VZ',
    });
    expect(toPersonDetails({ resourceType: 'Patient' })).toEqual({ name: { given: [], text: 'Name not given' } });
  });

  it('goes by the usual name and the present mobile number when there are several', () => {
    const person = toPersonDetails(
      aPatient({
        name: [
          { use: 'old', text: 'R Before' },
          { use: 'official', family: 'Okafor', given: ['Ruth'] },
          { use: 'usual', text: 'Ruthie Okafor' },
        ],
        telecom: [
          { system: 'phone', value: '1', use: 'old' },
          { system: 'phone', value: '2', use: 'home' },
          { system: 'phone', value: '3', use: 'mobile' },
          { system: 'email', value: 'r@example.org' },
        ],
      }),
    );
    expect([person.name.text, person.phone, person.email]).toEqual(['Ruthie Okafor', '3', 'r@example.org']);
  });
});

describe('the request of a ServiceRequest', () => {
  it('has its needs, each once, its words and the schemes it is addressed to', () => {
    const coded = (code: string): object => ({ coding: [{ system: NEED_SYSTEM, code }] });
    const request = aServiceRequest({
      priority: 'urgent',
      reasonCode: [{ ...coded('loneliness'), text: 'Alone.' }, { text: 'Grieving.' }],
      orderDetail: [coded('debt'), coded('loneliness')],
      performer: [
        { reference: 'HealthcareService/s1' },
        { reference: 'https://hub.example/fhir/R4/HealthcareService/s2' },
        { reference: 'Organization/o1' },
      ],
    });
    expect(toReferralRequest(request)).toEqual({
      priority: 'urgent',
      needs: ['loneliness', 'debt'],
      reason: 'Alone.\nGrieving.',
      schemeIds: ['s1', 's2'],
    });
    expect(toReferralRequest({ ...aServiceRequest(), priority: undefined, reasonCode: undefined })).toEqual({
      priority: 'routine',
      needs: [],
      schemeIds: [],
    });
  });

  it('keeps the identifiers of the sender in order when our reference is added, and its code', () => {
    const copy = acceptedServiceRequest(aServiceRequest({ identifier: [{ value: 'b' }, { value: 'a' }] }), 'SP-4K7Q-9M2X');
    expect(copy.identifier?.map(({ value }) => value)).toEqual(['b', 'a', 'SP-4K7Q-9M2X']);
    expect(copy.code?.coding?.[0]?.code).toBe('871731000000106');
    expect(acceptedServiceRequest(aServiceRequest({ code: { text: 'theirs' } }), 'SP-4K7Q-9M2X').code).toEqual({ text: 'theirs' });
  });
});

describe('what is read beside the Tasks', () => {
  it('has four Observations for one taking of ONS4, and says which question was skipped', () => {
    const observations = ons4Observations({
      referralId: REFERRAL_ID,
      patientId: PATIENT_ID,
      ids: { satisfied: 'o1', worthwhile: 'o2', happy: 'o3', anxious: 'o4' },
      version: 1,
      takenAt: '2026-11-25T09:00:00Z',
      recordedAt: '2026-11-25T09:05:00Z',
      stage: 'baseline',
      answers: { satisfied: 4, worthwhile: 0, happy: 6, anxious: null },
    });
    expect(observations.flatMap((each) => validateResource(each))).toEqual([]);
    expect(observations.map(({ valueInteger }) => valueInteger)).toEqual([4, 0, 6, undefined]);
    expect(observations[3]?.dataAbsentReason?.coding?.[0]?.code).toBe('asked-declined');
  });

  it('has schemes and organisations as valid FHIR', () => {
    const scheme = schemeHealthcareService({
      id: 's1',
      name: 'Exampleton',
      serviceLevels: { allocateWithinWorkingDays: 2, contactWithinWorkingDays: 5 },
    });
    expect([scheme, organization({ id: 'hub', name: 'Hub' })].flatMap((each) => validateResource(each))).toEqual([]);
  });

  it('has Bundles as valid FHIR when a transaction is answered and when a search is', () => {
    const stored = { resourceType: 'ServiceRequest', id: 'r1', version: 1, lastModified: '2026-11-22T09:00:00Z', created: true };
    const answer = transactionResponse([stored, { ...stored, resourceType: 'Patient', created: false }]);
    expect(validateResource(answer)).toEqual([]);
    expect(answer.entry?.map(({ response }) => [response?.status, response?.location])).toEqual([
      ['201 Created', 'ServiceRequest/r1/_history/1'],
      ['200 OK', 'Patient/r1/_history/1'],
    ]);
    const page = { base: 'https://hub.example/fhir/R4', self: 'https://hub.example/fhir/R4/Task?_id=t', total: 1 };
    expect(validateResource(searchset([referralTask(facts())], page))).toEqual([]);
    expect(validateResource(searchset([], page))).toEqual([]);
  });

  it('has a CapabilityStatement that claims only what a door answers', () => {
    const about = { url: 'https://hub.example/fhir/R4', version: '0.1.0', date: '2026-11-22' };
    const sender = capabilityStatement('sender', about).rest?.[0];
    expect(sender?.resource?.map(({ type }) => type)).toEqual([
      'ServiceRequest',
      'Task',
      'Patient',
      'Observation',
      'Organization',
      'HealthcareService',
    ]);
    expect(sender?.interaction).toEqual([{ code: 'transaction' }]);
    expect(capabilityStatement('provider', about).rest?.[0]?.resource).toBeUndefined();
  });
});
