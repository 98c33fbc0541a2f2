import { validateResource, validateTransaction } from '#libs/fhir';
import { anEntry, aPatient, aReferralBundle, aServiceRequest, aTask, PATIENT_URL, REQUEST_URL } from '../../test/referral-bundle.builder';

type Changes = Record<string, unknown>;
const request = (changes: Changes): unknown => ({ ...aServiceRequest(), ...changes });
const patient = (changes: Changes): unknown => ({ ...aPatient(), ...changes });
const task = (changes: Changes): unknown => ({ ...aTask(), ...changes });

describe('validateResource', () => {
  it('finds nothing wrong when the resources are right', () => {
    expect([aPatient(), aServiceRequest(), aTask()].flatMap((each) => validateResource(each))).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['a status that is no code of the binding', request({ status: 'bogus' }), 'value', 'ServiceRequest.status'],
    ['a missing required element', request({ intent: undefined }), 'required', 'ServiceRequest.intent'],
    ['a missing required element deep inside', task({ output: [{ valueString: 'x' }] }), 'required', 'Task.output[0].type'],
    ['an unknown element', request({ stauts: 'active' }), 'structure', 'ServiceRequest.stauts'],
    ['an element called as a method of every object', request({ constructor: 'x' }), 'structure', 'ServiceRequest.constructor'],
    ['a dateTime with a time but no zone', request({ authoredOn: '2026-11-22T08:55:00' }), 'value', 'ServiceRequest.authoredOn'],
    ['30 February', patient({ birthDate: '1951-02-30' }), 'value', 'Patient.birthDate'],
    ['29 February of no leap year', patient({ birthDate: '1951-02-29' }), 'value', 'Patient.birthDate'],
    ['an empty text', patient({ name: [{ family: '' }] }), 'value', 'Patient.name[0].family'],
    ['a text of blanks', patient({ name: [{ family: '  ' }] }), 'value', 'Patient.name[0].family'],
    ['an empty list', patient({ name: [] }), 'value', 'Patient.name'],
    ['an empty object', patient({ name: [{}] }), 'value', 'Patient.name[0]'],
    ['a null', patient({ gender: null }), 'structure', 'Patient.gender'],
    ['a null in a list', patient({ name: [null] }), 'structure', 'Patient.name[0]'],
    ['a list where one is meant', patient({ gender: ['female'] }), 'structure', 'Patient.gender'],
    ['one where a list is meant', patient({ name: { family: 'Okafor' } }), 'structure', 'Patient.name'],
    ['a number where a text is meant', patient({ birthDate: 1951 }), 'structure', 'Patient.birthDate'],
    [
      'two of one value[x]',
      request({ asNeededBoolean: true, asNeededCodeableConcept: { text: 'x' } }),
      'structure',
      'ServiceRequest.asNeededCodeableConcept',
    ],
    [
      'a reference to what it may not mean',
      request({ subject: { reference: 'Practitioner/1' } }),
      'value',
      'ServiceRequest.subject.reference',
    ],
    [
      'a contained resource that is not there',
      request({ requester: { reference: '#gp' } }),
      'invariant',
      'ServiceRequest.requester.reference',
    ],
    [
      'a contained resource nobody refers to',
      request({ contained: [{ ...aPatient(), id: 'p' }] }),
      'invariant',
      'ServiceRequest.contained[0]',
    ],
    [
      'a period that ends before it starts',
      patient({ name: [{ family: 'O', period: { start: '2026-02-01', end: '2026-01-01' } }] }),
      'invariant',
      'Patient.name[0].period',
    ],
    ['a telephone number of no system', patient({ telecom: [{ value: '1' }] }), 'invariant', 'Patient.telecom[0]'],
    ['an extension without value', patient({ extension: [{ url: 'http://x.example' }] }), 'invariant', 'Patient.extension[0]'],
    ['an attachment with data of no type', patient({ photo: [{ data: 'AAAA' }] }), 'invariant', 'Patient.photo[0]'],
    ['an invariant of the resource', request({ orderDetail: [{ text: 'x' }] }), 'invariant', 'ServiceRequest'],
    [
      'an unknown modifier extension',
      patient({ modifierExtension: [{ url: 'http://x.example', valueString: 'x' }] }),
      'not-supported',
      'Patient.modifierExtension[0]',
    ],
    ['a type FHIR does not have', { resourceType: 'Prescription' }, 'structure', 'Resource'],
    ['a type that is not spoken here', { resourceType: 'Medication' }, 'not-supported', 'Medication'],
    ['no object at all', 'Patient', 'structure', 'Resource'],
  ])('tells where and what kind when there is %s', (_what, resource, code, expression) => {
    expect(validateResource(resource)).toContainEqual(expect.objectContaining({ code, expression }));
  });

  it('accepts a period that ends on the day it starts, and a partial date', () => {
    const period = { start: '2026-01-01T09:00:00Z', end: '2026-01-01' };
    expect(validateResource(patient({ name: [{ family: 'Okafor', period }], birthDate: '1951-03' }))).toEqual([]);
  });

  it('tells all problems at once, and none of the person', () => {
    const problems = validateResource(
      patient({ birthDate: 'Ruth Okafor', 'Ruth Okafor': 1, gender: 'Okafor', name: [{ family: 'Okafor', use: 'Okafor' }] }),
    );
    expect(problems.map(({ expression }) => expression).toSorted()).toEqual([
      'Patient.`?`',
      'Patient.birthDate',
      'Patient.gender',
      'Patient.name[0].use',
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/Okafor/);
  });

  it('refuses what is nested beyond reason, without exhausting the stack', () => {
    let extension: Changes = { url: 'http://x.example', valueString: 'x' };
    for (let depth = 0; depth < 2_000; depth += 1) extension = { url: 'http://x.example', extension: [extension] };
    expect(validateResource(patient({ extension: [extension] }))).toContainEqual(expect.objectContaining({ code: 'structure' }));
  });

  it('refuses a list longer than people fill', () => {
    const name = Array.from({ length: 1001 }, () => ({ family: 'Okafor' }));
    expect(validateResource(patient({ name }))).toEqual([expect.objectContaining({ code: 'too-long', expression: 'Patient.name' })]);
  });

  it('goes on past a contained resource of an unknown type', () => {
    const found = validateResource(
      request({ contained: [{ resourceType: 'Foo', id: 'f' }], requester: { reference: '#f' }, intent: undefined }),
    );
    expect(found.map(({ expression }) => expression)).toEqual(
      expect.arrayContaining(['ServiceRequest.contained[0]', 'ServiceRequest.intent']),
    );
  });
});

describe('validateTransaction', () => {
  it('finds nothing wrong when the Bundle is a referral', async () => {
    expect(await validateTransaction(aReferralBundle())).toEqual([]);
  });

  it('says in which entry of the Bundle something is wrong, in all of them', async () => {
    const bundle = aReferralBundle([
      anEntry(PATIENT_URL, patient({ birthDate: '1951-02-30' }) as never),
      anEntry(REQUEST_URL, request({ status: 'bogus' }) as never),
    ]);
    const found = await validateTransaction(bundle);
    expect(found.map(({ expression }) => expression)).toEqual(['Bundle.entry[0].resource.birthDate', 'Bundle.entry[1].resource.status']);
  });

  it.each([null, undefined, 5, 'x', [], {}, { resourceType: 'Patient' }])('asks for a Bundle when it gets %j', async (body) => {
    expect(await validateTransaction(body)).toEqual([expect.objectContaining({ code: 'structure', expression: 'Bundle' })]);
  });

  it('refuses more entries than any referral has', async () => {
    const entry = Array.from({ length: 201 }, () => anEntry(PATIENT_URL, aPatient()));
    expect(await validateTransaction(aReferralBundle(entry))).toEqual([
      expect.objectContaining({ code: 'too-long', expression: 'Bundle.entry' }),
    ]);
  });

  it('survives entries that are no entries', async () => {
    const found = await validateTransaction({ resourceType: 'Bundle', type: 'transaction', entry: [null, 5, [], {}, { resource: 5 }] });
    expect(found.length).toBeGreaterThan(4);
  });
});
