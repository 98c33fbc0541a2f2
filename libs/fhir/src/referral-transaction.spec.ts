import type { BundleEntry } from '@medplum/fhirtypes';
import { assignIds, FhirMessageRefusedError, parseIfNoneExist, type Problem, readReferralTransaction } from '#libs/fhir';
import {
  anEntry,
  aPatient,
  aReferralBundle,
  aServiceRequest,
  aTask,
  NEED_SYSTEM,
  PATIENT_URL,
  REQUEST_URL,
  TASK_URL,
} from '../test/referral-bundle.builder';

const patient = anEntry(PATIENT_URL, aPatient());
const request = anEntry(REQUEST_URL, aServiceRequest());
const nhsNumber = (value: string, system = 'https://fhir.nhs.uk/Id/nhs-number'): BundleEntry =>
  anEntry(
    PATIENT_URL,
    aPatient({
      identifier: [
        { system: 'https://gp.example/id', value: '1' },
        { system, value },
      ],
    }),
  );

async function refusal(body: unknown): Promise<{ status: number; issues: Pick<Problem, 'code' | 'expression'>[] }> {
  try {
    await readReferralTransaction(body);
  } catch (error) {
    if (!(error instanceof FhirMessageRefusedError)) throw error;
    return {
      status: error.status,
      issues: error.issues.map(({ code, expression }) => ({ code, ...(expression === undefined ? {} : { expression }) })),
    };
  }
  return { status: 200, issues: [] };
}
const refusalOf = (entries: BundleEntry[]): ReturnType<typeof refusal> => refusal(aReferralBundle(entries));

describe('readReferralTransaction', () => {
  it('finds the Patient, the ServiceRequest and the Task when a practice sends them', async () => {
    const referral = await readReferralTransaction(aReferralBundle());
    expect([referral.patient.index, referral.serviceRequest.index, referral.task?.index]).toEqual([0, 1, 2]);
  });

  it('needs no Task', async () => {
    expect((await readReferralTransaction(aReferralBundle([request, patient]))).task).toBeUndefined();
  });

  it.each(['order', 'plan', 'original-order'] as const)('takes the intent %s', async (intent) => {
    expect((await refusalOf([patient, anEntry(REQUEST_URL, aServiceRequest({ intent }))])).status).toBe(200);
  });

  it.each(['0000000000', '1111111111', '4444444444', '9999999999'])(
    'refuses an NHS number of one digit ten times: %s stands for no number',
    async (value) => {
      expect(await refusalOf([nhsNumber(value), request])).toMatchObject({
        status: 400,
        issues: [{ code: 'value', expression: 'Bundle.entry[0].resource.identifier[1].value' }],
      });
    },
  );

  it.each([
    ['https://fhir.nhs.uk/Id/chi-number', '0101011237', '0101011234', 'a CHI number with another check digit'],
    ['urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', '0101011237', '3202011234', 'a CHI number that begins with no date'],
    ['https://fhir.nhs.uk/Id/hc-number', '3200000015', '3200000016', 'a Health and Care number with another check digit'],
    ['https://fhir.nhs.uk/Id/hc-number', '3200000015', '9000000009', 'a Health and Care number outside its range'],
  ])('checks a number of %s by its own rule, whatever an NHS number may be: %s is taken, %s is not (%s)', async (system, right, wrong) => {
    expect((await refusalOf([nhsNumber(right, system), request])).status).toBe(200);
    expect(await refusalOf([nhsNumber(wrong, system), request])).toMatchObject({
      status: 400,
      issues: [{ code: 'value', expression: 'Bundle.entry[0].resource.identifier[1].value' }],
    });
  });

  it.each(['http://fhir.nhs.uk/Id/nhs-number', 'https://fhir.nhs.uk/id/nhs-number', 'http://fhir.nhs.uk/id/nhs-number'])(
    'checks the NHS number also when its system is spelt %s',
    async (system) => {
      expect((await refusalOf([nhsNumber('9000000009', system), request])).status).toBe(200);
      expect(await refusalOf([nhsNumber('9000000008', system), request])).toEqual({
        status: 400,
        issues: [{ code: 'value', expression: 'Bundle.entry[0].resource.identifier[1].value' }],
      });
    },
  );

  it('takes a person who has no NHS number', async () => {
    expect((await refusalOf([anEntry(PATIENT_URL, { ...aPatient(), identifier: undefined }), request])).status).toBe(200);
  });

  const R = 'Bundle.entry[1].resource';
  it.each<[string, BundleEntry[], number, string, string]>([
    ['has no Patient', [anEntry(TASK_URL, { ...aTask(), for: undefined }), request], 400, 'required', `${R}.subject`],
    ['has no ServiceRequest', [patient], 400, 'required', 'Bundle.entry'],
    [
      'has a subject that is no entry',
      [patient, anEntry(REQUEST_URL, aServiceRequest({ subject: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' } }))],
      400,
      'value',
      `${R}.subject.reference`,
    ],
    [
      'has no requester',
      [patient, anEntry(REQUEST_URL, { ...aServiceRequest(), requester: undefined })],
      400,
      'required',
      `${R}.requester`,
    ],
    [
      'has a status that does not exist',
      [patient, anEntry(REQUEST_URL, aServiceRequest({ status: 'bogus' as never }))],
      400,
      'value',
      `${R}.status`,
    ],
    ['is a draft', [patient, anEntry(REQUEST_URL, aServiceRequest({ status: 'draft' }))], 422, 'not-supported', `${R}.status`],
    [
      'is a filler-order',
      [patient, anEntry(REQUEST_URL, aServiceRequest({ intent: 'filler-order' }))],
      422,
      'not-supported',
      `${R}.intent`,
    ],
    [
      'has a need we have no code for',
      [patient, anEntry(REQUEST_URL, aServiceRequest({ reasonCode: [{ coding: [{ system: NEED_SYSTEM, code: 'x' }] }] }))],
      400,
      'value',
      `${R}.reasonCode[0].coding[0].code`,
    ],
    [
      'has two ServiceRequests',
      [patient, request, anEntry('urn:uuid:2', aServiceRequest())],
      422,
      'not-supported',
      'Bundle.entry[2].resource',
    ],
    [
      'has a reason longer than the hub keeps',
      [patient, anEntry(REQUEST_URL, aServiceRequest({ reasonCode: [{ text: 'x'.repeat(4001) }] }))],
      400,
      'too-long',
      `${R}.reasonCode`,
    ],
    [
      'has an entry of another type',
      [
        patient,
        request,
        anEntry('urn:uuid:2', { resourceType: 'Flag', status: 'active', code: { text: 'x' }, subject: { reference: PATIENT_URL } }),
        anEntry('urn:uuid:3', { resourceType: 'Medication' }),
      ],
      422,
      'not-supported',
      'Bundle.entry[3].resource',
    ],
    [
      'has a HealthcareService',
      [patient, request, anEntry('urn:uuid:2', { resourceType: 'HealthcareService' })],
      422,
      'not-supported',
      'Bundle.entry[2].resource',
    ],
    [
      'updates a ServiceRequest',
      [anEntry(REQUEST_URL, aServiceRequest(), { method: 'PUT', url: 'ServiceRequest/1' })],
      422,
      'not-supported',
      'Bundle.entry[0].request.method',
    ],
    [
      'deletes a Task',
      [patient, request, { request: { method: 'DELETE', url: 'Task/1' } }],
      422,
      'not-supported',
      'Bundle.entry[2].request.method',
    ],
    [
      'posts to the wrong address',
      [patient, anEntry(REQUEST_URL, aServiceRequest(), { url: 'Task' })],
      400,
      'value',
      'Bundle.entry[1].request.url',
    ],
    [
      'says nothing of what to do with an entry',
      [patient, { fullUrl: REQUEST_URL, resource: aServiceRequest() }],
      400,
      'required',
      'Bundle.entry[1].request',
    ],
    [
      'has a condition that cannot be read',
      [patient, anEntry(REQUEST_URL, aServiceRequest(), { ifNoneExist: 'name=x' })],
      400,
      'value',
      'Bundle.entry[1].request.ifNoneExist',
    ],
    [
      'has a Task that somebody has begun',
      [patient, request, anEntry(TASK_URL, aTask({ status: 'in-progress' }))],
      422,
      'business-rule',
      'Bundle.entry[2].resource.status',
    ],
    [
      'has a Task for somebody else to do',
      [patient, request, anEntry(TASK_URL, aTask({ owner: { reference: 'Organization/other' } }))],
      422,
      'business-rule',
      'Bundle.entry[2].resource.owner',
    ],
    [
      'has a Task with another focus',
      [patient, request, anEntry(TASK_URL, aTask({ focus: { reference: 'urn:uuid:9' } }))],
      400,
      'value',
      'Bundle.entry[2].resource.focus.reference',
    ],
    [
      'has a Task based on something else',
      [patient, request, anEntry(TASK_URL, aTask({ basedOn: [{ reference: 'urn:uuid:9' }] }))],
      400,
      'value',
      'Bundle.entry[2].resource.basedOn[0].reference',
    ],
    [
      'has a Task requested by one practitioner',
      [patient, request, anEntry(TASK_URL, aTask({ requester: { reference: 'Practitioner/1' } }))],
      422,
      'business-rule',
      'Bundle.entry[2].resource.requester',
    ],
  ])('says precisely what is wrong when the message %s', async (_what, entries, status, code, expression) => {
    const refused = await refusalOf(entries);
    expect(refused.status).toBe(status);
    expect(refused.issues).toContainEqual({ code, expression });
  });

  it('takes a Task owned by the hub, also by its absolute address', async () => {
    for (const reference of ['Organization/hub', 'https://hub.example/fhir/R4/Organization/hub']) {
      expect((await refusalOf([patient, request, anEntry(TASK_URL, aTask({ owner: { reference } }))])).status).toBe(200);
    }
  });

  it.each(['batch', 'message', 'collection'] as const)('refuses a Bundle of type %s by its type alone', async (type) => {
    expect((await refusal({ resourceType: 'Bundle', type, entry: [] })).issues).toContainEqual({
      code: 'value',
      expression: 'Bundle.type',
    });
  });

  it.each([
    null,
    undefined,
    1,
    'x',
    [],
    {},
    { resourceType: 'Bundle' },
    { resourceType: 'Bundle', type: 'transaction' },
    { resourceType: 'Bundle', type: 'transaction', entry: {} },
    { resourceType: 'Bundle', type: 'transaction', entry: [null, 5] },
  ])('answers 400 and does not break when the body is %j', async (body) => {
    expect((await refusal(body)).status).toBe(400);
  });

  it('tells problems of shape and of meaning together', async () => {
    const { issues } = await refusalOf([
      nhsNumber('1'),
      anEntry(REQUEST_URL, aServiceRequest({ status: 'bogus' as never })),
      anEntry(TASK_URL, aTask({ focus: { reference: 'urn:uuid:9' } })),
    ]);
    expect(issues.map(({ expression }) => expression)).toEqual([
      `${R}.status`,
      'Bundle.entry[0].resource.identifier[1].value',
      'Bundle.entry[2].resource.focus.reference',
    ]);
  });

  it('names no person in any refusal', async () => {
    try {
      await readReferralTransaction(
        aReferralBundle([nhsNumber('1234567890'), anEntry(REQUEST_URL, aServiceRequest({ status: 'bogus' as never }))]),
      );
    } catch (error) {
      expect(JSON.stringify([(error as FhirMessageRefusedError).issues, (error as Error).message])).not.toMatch(
        /Okafor|Ruth|1234567890|husband/,
      );
    }
    expect.assertions(1);
  });

  it('hands back the conditions of entries, in the one spelling of their system', async () => {
    const entry = anEntry(PATIENT_URL, aPatient(), { ifNoneExist: 'identifier=http://fhir.nhs.uk/id/nhs-number|9000000009' });
    expect((await readReferralTransaction(aReferralBundle([entry, request]))).patient.ifNoneExist).toEqual({
      system: 'https://fhir.nhs.uk/Id/nhs-number',
      value: '9000000009',
    });
  });
});

describe('parseIfNoneExist', () => {
  it.each([
    ['identifier=https://gp.example/referral|R-1204', { system: 'https://gp.example/referral', value: 'R-1204' }],
    ['identifier=https%3A%2F%2Fgp.example%2Freferral%7CR-1204', { system: 'https://gp.example/referral', value: 'R-1204' }],
    ['?identifier=s|v', { system: 's', value: 'v' }],
    ['identifier=R-1204', undefined],
    ['identifier=|R-1204', undefined],
    ['identifier=s|', undefined],
    ['identifier=s|v&active=true', undefined],
    ['name=Okafor', undefined],
    ['', undefined],
  ])('reads %s', (text, expected) => {
    expect(parseIfNoneExist(text)).toEqual(expected);
  });
});

describe('assignIds', () => {
  const numbered = (): (() => string) => {
    let last = 0;
    return () => `id-${String((last += 1))}`;
  };

  it('gives the ServiceRequest and its Task one id, and replaces the references between entries', async () => {
    const [person, referral, task] = assignIds(await readReferralTransaction(aReferralBundle()), numbered());
    expect(task?.id).toBe(referral?.id);
    expect(person?.id).not.toBe(referral?.id);
    expect(referral?.resource).toMatchObject({ id: referral?.id, subject: { reference: `Patient/${person?.id ?? ''}` } });
    expect(task?.resource).toMatchObject({
      focus: { reference: `ServiceRequest/${referral?.id ?? ''}` },
      for: { reference: `Patient/${person?.id ?? ''}` },
    });
  });

  it('resolves references relative to the server of the entry that refers', async () => {
    const base = 'https://gp.example/fhir/';
    const entries = [
      anEntry(`${base}Patient/1`, aPatient()),
      anEntry(`${base}ServiceRequest/2`, aServiceRequest({ subject: { reference: 'Patient/1' } })),
    ];
    const [person, referral] = assignIds(await readReferralTransaction(aReferralBundle(entries)), numbered());
    expect(referral?.resource).toMatchObject({ subject: { reference: `Patient/${person?.id ?? ''}` } });
  });

  it('keeps the id of what was found by its condition, and what was sent untouched', async () => {
    const transaction = await readReferralTransaction(aReferralBundle());
    const before = structuredClone(transaction.entries);
    const [person, referral, task] = assignIds(
      transaction,
      numbered(),
      new Map([
        [0, 'known-patient'],
        [1, 'known-referral'],
      ]),
    );
    expect([person?.id, referral?.id, task?.id]).toEqual(['known-patient', 'known-referral', 'known-referral']);
    expect([person?.existing, referral?.existing, task?.existing]).toEqual([true, true, true]);
    expect(transaction.entries).toEqual(before);
  });

  it('leaves references to the outside as they are', async () => {
    const [, referral] = assignIds(
      await readReferralTransaction(
        aReferralBundle([
          patient,
          anEntry(REQUEST_URL, aServiceRequest({ requester: { reference: 'https://gp.example/fhir/Organization/7' } })),
        ]),
      ),
      numbered(),
    );
    expect(referral?.resource).toMatchObject({ requester: { reference: 'https://gp.example/fhir/Organization/7' } });
  });
});
