import { randomUUID } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import { eventually, published } from '#libs/testing';
import { Intake, referral, SEALING_KEYS } from './intake';

const NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** Each organisation deals with its own part of the records, and the other's does not exist for it. */
describe('A person whom two organisations support', () => {
  let intake: Intake;
  const elsewhere = randomUUID();
  const reason = 'Asked for by letter';
  let person: string;
  let stranger: string;
  let own: { id: string; reference: string };
  let theirs: { id: string; reference: string };

  beforeAll(async () => {
    intake = await Intake.start();
    person = await send('9434765919', 'Alpha');
    stranger = await send('9434765870', 'Omega');
    const schemeId = randomUUID();
    await intake.tables.query(
      `INSERT INTO scheme (id, organisation_id, name, nation, service_levels) VALUES ($1, $2, 'Elsewhere', 'england', '{}')`,
      [schemeId, elsewhere],
    );
    await intake.tables.query(
      `INSERT INTO referral SELECT gen_random_uuid(), 'SP-ELSE-WHER', sender_id, $2, person_id, patient_id, priority, needs, task_identifiers,
         received_at, progress, reason, respond_by, outputs, version, last_modified FROM referral WHERE person_id = $1`,
      [person, schemeId],
    );
    const { rows } = await intake.tables.query<{ id: string; reference: string }>(
      `SELECT id, reference FROM referral WHERE person_id = $1 ORDER BY reference = 'SP-ELSE-WHER'`,
      [person],
    );
    [own, theirs] = rows as [typeof own, typeof own];
  });

  afterAll(() => intake.close());

  it('is found by each with its own referrals only', async () => {
    expect(await found(intake.organisation, { nhsNumber: '9434765919' })).toEqual([[person, [own.reference]]]);
    expect(await found(elsewhere, { nhsNumber: '9434765919' })).toEqual([[person, ['SP-ELSE-WHER']]]);
    expect(await found(elsewhere, { reference: own.reference })).toEqual([]);
    expect(await found(elsewhere, { nhsNumber: '9434765870' })).toEqual([]);
  });

  it('is given a copy of what the organisation holds that was asked, which alone has the receipt', async () => {
    expect((await post(`persons/${person}/access`, elsewhere)).status).toBe(200);
    const asked = await eventually(async () => {
      const urls = intake.database.urls;
      const events = await published(urls['bus'] ?? '', 'referral-intake.person.v1', {
        sealingKeys: SEALING_KEYS,
        keyringUrl: urls['keyring'] ?? '',
      });
      expect(events).toHaveLength(1);
      return events[0];
    });
    expect(asked).toMatchObject({ data: { personId: person, referralIds: [theirs.id] } });
    expect(await receipts(elsewhere)).toEqual(['access']);
    expect(await receipts(intake.organisation)).toEqual([]);
  });

  it('is held by each for itself: who ends a hold ends their own', async () => {
    for (const organisation of [intake.organisation, elsewhere])
      expect(await post(`persons/${person}/legal-hold`, organisation)).toMatchObject({ status: 200, body: { held: true } });
    expect(await post(`persons/${person}/legal-hold/end`, elsewhere)).toMatchObject({ status: 200, body: { held: true } });
    expect(await post(`persons/${person}/legal-hold/end`, intake.organisation)).toMatchObject({ status: 200, body: { held: false } });
  });

  it('once erased is known to the organisation alone that has erased them', async () => {
    await intake.tables.query(
      `INSERT INTO records_request (id, kind, person_id, organisation_id, reason, requested_by, requested_at, dry_run, events)
       VALUES ($1, 'erasure', $2, $3, 'A letter', 'officer', now(), false, 1)`,
      [randomUUID(), stranger, intake.organisation],
    );
    await intake.tables.query(`UPDATE referral SET person_id = $2 WHERE person_id = $1`, [stranger, person]);
    const statusFor = async (organisation: string) =>
      (await intake.get(`persons/${stranger}/receipts`, await officerOf(organisation))).status;
    expect([await statusFor(intake.organisation), await statusFor(elsewhere)]).toEqual([200, 404]);
  });

  async function send(number: string, family: string): Promise<string> {
    const body = referral((_, { patient }: { patient: Patient }) => {
      Object.assign(patient, { identifier: [{ system: NUMBER_SYSTEM, value: number }], name: [{ family, given: ['Ann'] }] });
    });
    const sent = await intake.fhir('POST', '', { body });
    const id = sent.body.entry?.[1]?.response?.location?.split('/')[1];
    const { rows } = await intake.tables.query<{ id: string }>(`SELECT person_id AS id FROM referral WHERE id = $1`, [id]);
    return rows[0]?.id ?? '';
  }

  function officerOf(organisation: string): Promise<string> {
    return intake.issuer.token({ kind: 'person', organisation, roles: ['privacy-officer'] });
  }

  async function post(path: string, organisation: string, body: object = { reason }) {
    return intake.post(path, await officerOf(organisation), body);
  }

  async function found(organisation: string, by: object): Promise<[string, string[]][]> {
    const { body } = await post('persons/find', organisation, by);
    const items = body['items'] as { personId: string; referrals: { reference: string }[] }[];
    return items.map(({ personId, referrals }) => [personId, referrals.map(({ reference }) => reference)]);
  }

  async function receipts(organisation: string): Promise<string[]> {
    const { body } = await intake.get(`persons/${person}/receipts`, await officerOf(organisation));
    return (body['items'] as { kind: string }[]).map(({ kind }) => kind);
  }
});
