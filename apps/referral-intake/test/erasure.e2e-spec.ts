import { randomUUID } from 'node:crypto';
import type { Role } from '#libs/contracts';
import { DatabaseClient } from '#libs/platform';
import { eventually, published } from '#libs/testing';
import { Intake, referral, SEALING_KEYS } from './intake';

describe('Erasing a person', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const reason = 'Asked for by letter';
  const caller = (organisation: string, ...roles: Role[]) => intake.issuer.token({ kind: 'person', organisation, roles });
  const erase = async (
    personId: string,
    { organisation = intake.organisation, role = 'privacy-officer' }: { organisation?: string; role?: Role } = {},
  ) => intake.post(`persons/${personId}/erase`, await caller(organisation, role), { reason });
  const persons = async (): Promise<string[]> => {
    const { rows } = await intake.tables.query<{ person_id: string }>(`SELECT person_id FROM referral ORDER BY received_at`);
    return rows.map(({ person_id }) => person_id);
  };
  const audited = async (personId: string): Promise<unknown[]> => {
    const { rows } = await intake.tables.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE entity = 'Person' AND entity_id = $1`,
      [personId],
    );
    return rows.map(({ action }) => action);
  };
  /** A person with an NHS number of their own (modulus 11). */
  const referred = async (nhsNumber: string): Promise<string> => {
    const known = await persons();
    const answer = await intake.fhir('POST', '', {
      body: referral((_, { patient }) => {
        const identifier = patient.identifier?.find(({ system }) => system?.endsWith('nhs-number'));
        if (identifier) identifier.value = nhsNumber;
      }),
    });
    expect(answer.status).toBe(200);
    const [added = ''] = (await persons()).filter((personId) => !known.includes(personId));
    return added;
  };
  /** Their sender takes the referral back. */
  const withdraw = async (personId: string): Promise<void> => {
    const { rows } = await intake.tables.query<{ id: string }>(`SELECT id FROM referral WHERE person_id = $1`, [personId]);
    const id = rows[0]?.id ?? '';
    const task = await intake.fhir('GET', `/Task/${id}`);
    const answer = await intake.fhir('PUT', `/Task/${id}`, {
      body: { ...task.body, status: 'cancelled' },
      headers: { 'if-match': task.headers.get('etag') ?? '' },
    });
    expect(answer.status).toBe(200);
  };
  const opened = () =>
    published(intake.database.urls['bus'] ?? '', 'referral-intake.referral.v1', {
      sealingKeys: SEALING_KEYS,
      keyringUrl: intake.database.urls['keyring'] ?? '',
    });

  it('is refused to other roles, and tells other organisations nothing', async () => {
    const personId = await referred('9434765919');
    expect((await erase(personId, { role: 'supervisor' })).status).toBe(403);
    expect((await erase(personId, { organisation: randomUUID() })).status).toBe(404);
    expect((await erase(randomUUID())).status).toBe(404);
    expect((await erase('no-id')).status).toBe(404);
    expect(await audited(personId)).toEqual([]);
    await eventually(async () => expect(await opened()).toHaveLength(1));
  });

  it('is refused while a case of them is open, and says which and what to do first', async () => {
    const personId = await referred('9434765870');
    const { rows } = await intake.tables.query<{ reference: string }>(`SELECT reference FROM referral WHERE person_id = $1`, [personId]);
    const refused = await erase(personId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'PERSON.CASE_OPEN' } });
    expect(refused.body['detail']).toBe(
      `A case of the person is open (${rows[0]?.reference ?? ''}): have its link worker close it, or its sender withdraw the referral, and erase again.`,
    );
    expect(await audited(personId)).toEqual([]);
  });

  it('makes what is sealed of the person unreadable, and of nobody else, when asked once or twice', async () => {
    const [other = ''] = await persons();
    const personId = await referred('9434765838');
    expect(personId).not.toBe(other);
    await eventually(async () => expect(await opened()).toHaveLength(3));
    await withdraw(personId);

    const first = await erase(personId);
    expect(first).toMatchObject({ status: 200, body: { personId, alreadyErased: false, complete: false } });
    const again = await erase(personId);
    expect(again).toEqual({ status: 200, body: { ...first.body, alreadyErased: true } });

    expect(await audited(personId)).toEqual(['erase', 'erase']);
    await expect(opened()).rejects.toMatchObject({ code: 'SEALING.PERSON_ERASED' });
    expect(await persons()).toContain(other);
    expect(await persons()).not.toContain(personId);
    const { rows } = await intake.tables.query(`SELECT kind, reason FROM records_request`);
    expect(rows).toEqual([{ kind: 'erasure', reason }]);
  });

  it('destroys the key once more when a restored backup has brought it back', async () => {
    const personId = await referred('9434765846');
    const keyring = new DatabaseClient(intake.database.urls['keyring']);
    await keyring.connect();
    const key = async (): Promise<{ wrapped: string | null; environment_kid: string | null } | undefined> => {
      const { rows } = await keyring.query<{ wrapped: string | null; environment_kid: string | null }>(
        `SELECT wrapped, environment_kid FROM person_key WHERE person_id = $1`,
        [personId],
      );
      return rows[0];
    };
    try {
      const backedUp = await key();
      expect(backedUp).toMatchObject({ wrapped: expect.any(String), environment_kid: 'test' });
      await withdraw(personId);
      expect((await erase(personId)).status).toBe(200);
      await keyring.query(`UPDATE person_key SET wrapped = $2, environment_kid = $3, erased_at = NULL WHERE person_id = $1`, [
        personId,
        backedUp?.wrapped,
        backedUp?.environment_kid,
      ]);

      expect(await erase(personId)).toMatchObject({ status: 200, body: { alreadyErased: true } });
      expect(await key()).toEqual({ wrapped: null, environment_kid: null });
    } finally {
      await keyring.end();
    }
  });

  it('is refused when the person was referred to another organisation too', async () => {
    const [personId = ''] = await persons();
    const schemeId = randomUUID();
    await intake.tables.query(
      `INSERT INTO scheme (id, organisation_id, name, nation, service_levels) VALUES ($1, $2, 'Elsewhere', 'england', '{}')`,
      [schemeId, randomUUID()],
    );
    await intake.tables.query(
      `INSERT INTO referral SELECT gen_random_uuid(), 'SP-ELSE-WHER', sender_id, $2, person_id, patient_id, priority, needs, task_identifiers,
         received_at, progress, reason, respond_by, outputs, version, last_modified FROM referral WHERE person_id = $1`,
      [personId, schemeId],
    );
    expect(await erase(personId)).toMatchObject({ status: 409, body: { code: 'PERSON.SHARED' } });
  });
});
