import { randomUUID } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import type { Role } from '#libs/contracts';
import { Intake, referral } from './intake';

const NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

describe('Correcting what is held of a person (part of GV-08)', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const reason = 'Said at the first visit';
  const correct = async (
    personId: string,
    what: object,
    { organisation = intake.organisation, role = 'privacy-officer' }: { organisation?: string; role?: Role } = {},
  ) => {
    const token = await intake.issuer.token({ kind: 'person', organisation, roles: [role] });
    return intake.post(`persons/${personId}/correct`, token, { reason, ...what });
  };
  const send = async (number: string, family: string, birthDate: string) => {
    const body = referral((bundle, { patient }) => {
      Object.assign(patient, { identifier: [{ system: NUMBER_SYSTEM, value: number }], name: [{ family, given: ['Ann'] }], birthDate });
      Object.assign(bundle.entry?.[0]?.request ?? {}, { ifNoneExist: `identifier=${NUMBER_SYSTEM}|${number}` });
    });
    const sent = await intake.fhir('POST', '', { body });
    expect(sent.status).toBe(200);
    const [patient = '', request = ''] = (sent.body.entry ?? []).map(({ response }) => response?.location?.split('/')[1] ?? '');
    const { rows } = await intake.tables.query<{ id: string }>(`SELECT person_id AS id FROM referral WHERE id = $1`, [request]);
    return { patient, person: rows[0]?.id ?? '' };
  };
  const read = async (id: string) => (await intake.fhir('GET', `/Patient/${id}`)).body as unknown as Patient;

  it('changes what is said and nothing else, for the sender as a new version, and the person is found by it from then on', async () => {
    const { patient, person } = await send('9434765919', 'Alpha', '1951-03-09');
    const before = await read(patient);
    const answer = await correct(person, {
      name: { family: 'Beta', given: ['Ann', 'Bo'] },
      nhsNumber: '9434765870',
      phone: '07700 900124',
    });
    expect(answer).toMatchObject({ status: 200, body: { kind: 'correction', reason, complete: false } });
    const after = await read(patient);
    expect(after).toEqual({
      ...before,
      identifier: [{ system: NUMBER_SYSTEM, value: '9434765870' }],
      name: [{ family: 'Beta', given: ['Ann', 'Bo'], text: 'Ann Bo Beta' }],
      telecom: [{ system: 'phone', value: '07700 900124', rank: 1 }, before.telecom?.[1]],
      meta: { ...before.meta, versionId: '2', lastUpdated: after.meta?.lastUpdated },
    });
    expect((await send('9434765870', 'Beta', '1951-03-09')).person).toBe(person);
    expect((await send('9434765919', 'Alpha', '1951-03-09')).person).not.toBe(person);
    const { rows } = await intake.tables.query<{ action: string }>(`SELECT action FROM audit_entry WHERE entity_id = $1`, [person]);
    expect(rows).toEqual([{ action: 'correct' }]);
  });

  it('takes away what is to be removed, and puts one address in the place of all', async () => {
    const { patient, person } = await send('9449305552', 'Alpha', '1951-03-09');
    expect((await correct(person, { remove: ['email'], address: { lines: ['2 Example Street'], postcode: 'ZZ99 3WZ' } })).status).toBe(200);
    expect(await read(patient)).toMatchObject({
      telecom: [{ system: 'phone', value: '07700 900123' }],
      address: [{ line: ['2 Example Street'], postalCode: 'ZZ99 3WZ' }],
    });
    expect((await correct(person, { remove: ['nhsNumber', 'birthDate', 'address'] })).status).toBe(200);
    const { identifier, birthDate, address } = await read(patient);
    expect([identifier, birthDate, address]).toEqual([undefined, undefined, undefined]);
  });

  it('is refused where the corrected person is one whom the hub knows already: nothing is merged, nothing is changed', async () => {
    const known = await send('4010232137', 'Reed', '1970-01-02');
    const wrong = await send('9876543210', 'Reed', '1970-01-02');
    expect(await correct(wrong.person, { nhsNumber: '4010232137' })).toMatchObject({
      status: 409,
      body: { code: 'PERSON.SAME_AS_ANOTHER' },
    });
    expect((await read(wrong.patient)).identifier).toEqual([{ system: NUMBER_SYSTEM, value: '9876543210' }]);
    expect(known.person).not.toBe(wrong.person);
  });

  it('of a number that another person holds leaves a doubt for somebody to look at', async () => {
    await send('9658218873', 'Gamma', '1980-05-06');
    const { patient, person } = await send('9658218881', 'Delta', '1981-05-06');
    expect((await correct(person, { nhsNumber: '9658218873' })).status).toBe(200);
    expect((await read(patient)).identifier).toEqual([{ system: NUMBER_SYSTEM, value: '9658218873' }]);
    const { rows } = await intake.tables.query(`SELECT 1 FROM identity_doubt WHERE person_id = $1 AND settled_at IS NULL`, [person]);
    expect(rows).toHaveLength(1);
  });

  it('is refused to other roles and organisations, without anything to correct, and where a value cannot be right', async () => {
    const { patient, person } = await send('9658218903', 'Alpha', '1951-03-09');
    const before = await read(patient);
    const birthDate = '1951-09-03';
    expect((await correct(person, { birthDate }, { role: 'supervisor' })).status).toBe(403);
    expect((await correct(person, { birthDate }, { organisation: randomUUID() })).status).toBe(404);
    expect((await correct(randomUUID(), { birthDate })).status).toBe(404);
    expect(await correct(person, {})).toMatchObject({ status: 400, body: { code: 'PERSON.NOTHING_TO_CORRECT' } });
    for (const wrong of [
      { nhsNumber: '9434765918' },
      { birthDate: '2199-01-01' },
      { birthDate: '1951' },
      { remove: ['name'] },
      { phone: '07700 900124', remove: ['phone'] },
      { email: 'ann' },
    ]) {
      expect(await correct(person, wrong)).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    }
    expect(await read(patient)).toEqual(before);
  });
});
