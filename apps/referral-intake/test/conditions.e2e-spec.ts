import { randomUUID } from 'node:crypto';
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import { Intake, referral } from './intake';

const PATIENT_SYSTEM = 'https://gp.example/patient';

describe('a referral that is sent under conditions', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const post = (body: Bundle) => intake.fhir('POST', '', { body });
  const places = ({ body }: Awaited<ReturnType<typeof post>>): string[] =>
    (body.entry ?? []).map(({ response }) => response?.location ?? '');

  /** For a person whom the sender knows by a number of its own, without NHS number. */
  const ofPatient = (value: string): Bundle =>
    referral((bundle, { patient }) => {
      patient.identifier = [{ system: PATIENT_SYSTEM, value }];
      Object.assign(bundle.entry?.[0]?.request ?? {}, { ifNoneExist: `identifier=${PATIENT_SYSTEM}|${value}` });
    });
  const observation = (text: string): BundleEntry => ({
    resource: { resourceType: 'Observation', status: 'final', code: { text } },
    request: { method: 'POST', url: 'Observation' },
  });

  it('makes one Patient when many referrals of a new person come at once', async () => {
    const value = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(ofPatient(value))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(answers.map((answer) => places(answer)[0]?.split('/')[1])).size).toBe(1);
    expect(new Set(answers.map((answer) => places(answer)[1])).size).toBe(8);
    expect(answers.filter(({ body }) => body.entry?.[0]?.response?.status === '201 Created')).toHaveLength(1);
    const { rows } = await intake.tables.query(
      `SELECT DISTINCT person_id FROM referral r JOIN resource_identifier i ON i.id = r.patient_id WHERE i.value = $1`,
      [value],
    );
    expect(rows).toHaveLength(1);
    expect((await post(ofPatient(value))).status).toBe(200);
  });

  it('is one referral when it comes many times at once, and all are answered with its place', async () => {
    const body = referral();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(new Set(answers.map((answer) => places(answer)[1])).size).toBe(1);
    const statuses = answers.map(({ body: answer }) => answer.entry?.[1]?.response?.status).sort();
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => '200 OK'), '201 Created']);
  });

  it('is taken when it names itself twice by the same identifier, in whatever spelling', async () => {
    const value = randomUUID();
    const twice = (systems: string[]) =>
      referral((bundle, { request }) => {
        delete bundle.entry?.[1]?.request?.ifNoneExist;
        request.identifier = systems.map((system, index) => ({ use: index === 0 ? 'usual' : 'official', system, value }) as const);
      });
    expect((await post(twice(['https://gp.example/referral', 'https://gp.example/referral']))).status).toBe(200);
    expect((await post(twice(['https://fhir.nhs.uk/Id/dos-service-id', 'http://fhir.nhs.uk/id/dos-service-id']))).status).toBe(200);
    expect((await post(twice(['https://gp.example/referral']))).status).toBe(409);
  });

  it('is refused with 409 when it comes again with more in it, since that would be lost', async () => {
    const body = referral((bundle) => bundle.entry?.push(observation('Steps')));
    const first = await post(body);
    const again = await post(body);
    expect([again.status, places(again)]).toEqual([200, places(first)]);
    const more = structuredClone(body);
    more.entry?.push(observation('Mood'));
    const refused = await post(more);
    expect([refused.status, refused.body.issue]).toEqual([
      409,
      [expect.objectContaining({ code: 'conflict', expression: ['Bundle.entry[4].resource'] })],
    ]);
    for (const place of places(again).filter((each) => !each.startsWith('Task')))
      expect((await intake.fhir('GET', `/${place.replace(/\/_history.*/, '')}`)).status).toBe(200);
  });

  it('is answered with the present version of its Patient when it comes again', async () => {
    const unconditional = () => referral((bundle) => delete bundle.entry?.[0]?.request?.ifNoneExist);
    const [first, second] = [unconditional(), unconditional()];
    await post(first);
    const [patient] = places(await post(second));
    expect(patient).not.toMatch(/_history\/1$/);
    expect(places(await post(second))[0]).toBe(patient);
  });

  it('is refused with 400 when two of its entries have one condition', async () => {
    const number = randomUUID();
    const person = (): BundleEntry => ({
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: { resourceType: 'RelatedPerson', patient: { reference: 'Patient/1' } },
      request: { method: 'POST', url: 'RelatedPerson', ifNoneExist: `identifier=https://gp.example/carer|${number}` },
    });
    const token = await intake.token({
      scopes: ['system/Patient.c', 'system/ServiceRequest.c', 'system/Task.c', 'system/RelatedPerson.c'],
    });
    const body = referral((bundle) => bundle.entry?.push(person(), person()));
    const answer = await intake.fhir('POST', '', { body, token });
    expect([answer.status, answer.body.issue]).toEqual([
      400,
      [expect.objectContaining({ code: 'value', expression: ['Bundle.entry[4].request.ifNoneExist'] })],
    ]);
  });
});
