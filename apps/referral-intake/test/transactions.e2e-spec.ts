import { DatabaseClient } from '#libs/platform';
import type { Task } from '@medplum/fhirtypes';
import { Intake, referral } from './intake';

describe('POST /fhir/R4', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const count = async (): Promise<number> => {
    const { rows } = await intake.tables.query<{ n: string }>(
      `SELECT (SELECT count(*) FROM referral) + (SELECT count(*) FROM fhir_resource) + (SELECT count(*) FROM exchange) + (SELECT count(*) FROM person) AS n`,
    );
    return Number(rows[0]?.n);
  };

  it('answers a transaction-response in the order sent, and stores the message byte for byte', async () => {
    const body = JSON.stringify(referral(), null, 3);
    const answer = await intake.fhir('POST', '', { body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/fhir+json');
    expect(answer.body.type).toBe('transaction-response');
    const responses = (answer.body.entry ?? []).map(({ response }) => response);
    expect(responses.map((response) => response?.status)).toEqual(['201 Created', '201 Created', '201 Created']);
    expect(responses.map((response) => response?.location?.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, '<id>'))).toEqual([
      'Patient/<id>/_history/1',
      'ServiceRequest/<id>/_history/1',
      'Task/<id>/_history/1',
    ]);
    const id = responses[1]?.location?.split('/')[1];
    expect(responses[2]?.location).toContain(id);
    const { rows } = await intake.tables.query<{ body: Buffer }>(`SELECT body FROM exchange WHERE referral_id = $1`, [id]);
    expect(rows[0]?.body.toString()).toBe(body);
  });

  it('shows the sender its Task, its ServiceRequest with our reference, and its Patient', async () => {
    const sent = referral();
    const { body } = await intake.fhir('POST', '', { body: sent });
    const [patient, request] = (body.entry ?? []).map(({ response }) => response?.location?.replace(/\/_history.*/, '') ?? '');
    const id = request?.split('/')[1];
    const task = await intake.fhir('GET', `/Task/${id ?? ''}`);
    expect(task.headers.get('etag')).toMatch(/^W\/"\d+"$/);
    expect(task.body as unknown as Task).toMatchObject({
      id,
      status: 'requested',
      businessStatus: { coding: [{ code: 'received' }] },
      focus: { reference: request },
      basedOn: [{ reference: request }],
      for: { reference: patient },
      owner: { reference: 'Organization/hub' },
      requester: { identifier: { value: 'A81001' } },
    });
    const read = await intake.fhir('GET', `/${request ?? ''}`);
    expect(read.body).toMatchObject({ subject: { reference: patient }, status: 'active' });
    expect(JSON.stringify(read.body.identifier)).toMatch(/SP-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect((await intake.fhir('GET', `/${patient ?? ''}`)).status).toBe(200);
  });

  it('gives one Patient per sender and person, and never shows it to another sender', async () => {
    const withoutCondition = () => referral((bundle) => delete bundle.entry?.[0]?.request?.ifNoneExist);
    const patientOf = async (token?: string) => {
      const { body } = await intake.fhir('POST', '', { body: withoutCondition(), ...(token === undefined ? {} : { token }) });
      return body.entry?.[0]?.response?.location?.split('/')[1] ?? '';
    };
    const [first, second] = [await patientOf(), await patientOf()];
    const other = await patientOf(await intake.token({ clientId: 'other' }));
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect((await intake.fhir('GET', `/Patient/${other}`)).status).toBe(404);
  });

  it('answers 200 with the same location, and sends nothing on, when ifNoneExist finds the referral', async () => {
    const body = referral();
    const first = await intake.fhir('POST', '', { body });
    const before = await count();
    const again = await intake.fhir('POST', '', { body });
    expect(again.body.entry?.[1]?.response).toMatchObject({ status: '200 OK', location: first.body.entry?.[1]?.response?.location });
    expect(await count()).toBe(before);
  });

  it('answers 409 duplicate when an open referral has the identifier, and keeps one of two that come at once', async () => {
    const body = referral((bundle) => delete bundle.entry?.[1]?.request?.ifNoneExist);
    const answers = await Promise.all([1, 2, 3].map(() => intake.fhir('POST', '', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.issue?.[0]).toMatchObject({
      code: 'duplicate',
      details: { coding: [{ code: 'REC_CONFLICT' }] },
    });
  });

  it('returns the resources when asked for', async () => {
    const { body } = await intake.fhir('POST', '', { body: referral(), headers: { prefer: 'return=representation' } });
    expect(body.entry?.map(({ resource }) => resource?.resourceType)).toEqual(['Patient', 'ServiceRequest', 'Task']);
  });

  describe('stores nothing and answers precisely', () => {
    const refused: [string, () => { body: unknown; type?: string }, number, string, string | undefined][] = [
      ['malformed JSON', () => ({ body: '{"resourceType":' }), 400, 'structure', undefined],
      ['a wrong media type', () => ({ body: 'a,b', type: 'text/csv' }), 415, 'invalid', undefined],
      ['a body of 6 MB', () => ({ body: `"${'x'.repeat(6_000_000)}"` }), 413, 'too-long', undefined],
      ['a Bundle that is not a transaction', () => ({ body: referral((bundle) => (bundle.type = 'batch')) }), 400, 'value', 'Bundle.type'],
      ['no Patient', () => ({ body: referral((bundle) => bundle.entry?.shift()) }), 400, 'required', undefined],
      [
        'a status that FHIR does not have',
        () => ({ body: referral((_, { request }) => (request.status = 'bogus' as never)) }),
        400,
        'value',
        'Bundle.entry[1].resource.status',
      ],
      [
        'an invalid NHS number',
        () => ({
          body: referral((_, { patient }) => (patient.identifier = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '3478526985' }])),
        }),
        400,
        'value',
        'Bundle.entry[0].resource.identifier[0].value',
      ],
      [
        'an unknown service',
        () => ({
          body: referral(
            (_, { request }) => (request.performer = [{ reference: 'HealthcareService/6c6a7a1e-52c9-4a53-8a3f-0a4d62b0a111' }]),
          ),
        }),
        422,
        'business-rule',
        'Bundle.entry[1].resource.performer',
      ],
      [
        'a resource that no referral consists of',
        () => ({
          body: referral((bundle) =>
            bundle.entry?.push({ resource: { resourceType: 'Medication' }, request: { method: 'POST', url: 'Medication' } }),
          ),
        }),
        422,
        'not-supported',
        undefined,
      ],
    ];
    it.each(refused)('when there is %s', async (_what, request, status, code, expression) => {
      const before = await count();
      const answer = await intake.fhir('POST', '', request());
      expect([answer.status, answer.body.resourceType, answer.body.issue?.[0]?.code]).toEqual([status, 'OperationOutcome', code]);
      if (expression !== undefined) expect(answer.body.issue?.flatMap((issue) => issue.expression ?? [])).toContain(expression);
      expect(JSON.stringify(answer.body)).not.toMatch(/Okafor|3478526985/);
      expect(await count()).toBe(before);
    });

    it('when several things are wrong: all are told at once', async () => {
      const body = referral((_, { patient, request }) => {
        patient.birthDate = '2026-02-30';
        request.status = 'bogus' as never;
      });
      const answer = await intake.fhir('POST', '', { body });
      const where = answer.body.issue?.flatMap(({ expression }) => expression ?? []);
      expect(where).toEqual(expect.arrayContaining(['Bundle.entry[0].resource.birthDate', 'Bundle.entry[1].resource.status']));
    });

    it.each([
      ['no token', () => Promise.resolve(null), 401, 'login'],
      ['an expired token', () => intake.token({ expiresIn: -60 }), 401, 'expired'],
      ['a token without the scope', () => intake.token({ scopes: ['system/Task.rs'] }), 403, 'forbidden'],
      [
        'a token that lacks the scope of one entry',
        () => intake.token({ scopes: ['system/ServiceRequest.c', 'system/Task.c'] }),
        403,
        'forbidden',
      ],
      ['a client that is no sender', () => intake.token({ clientId: 'stranger' }), 403, 'forbidden'],
    ])('when there is %s', async (_what, token, status, code) => {
      const before = await count();
      const answer = await intake.fhir('POST', '', { body: referral(), token: await token() });
      expect([answer.status, answer.body.issue?.[0]?.code]).toEqual([status, code]);
      expect(answer.headers.get('www-authenticate') !== null).toBe(status === 401);
      expect(await count()).toBe(before);
    });
  });

  it("answers 404 for another organisation's referral", async () => {
    const { body } = await intake.fhir('POST', '', { body: referral() });
    const id = body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
    const token = await intake.token({ clientId: 'other' });
    for (const type of ['Task', 'ServiceRequest']) expect((await intake.fhir('GET', `/${type}/${id}`, { token })).status).toBe(404);
    const found = await intake.fhir('GET', `/Task?_id=${id}`, { token });
    expect([found.status, found.body.total]).toEqual([200, 0]);
  });

  it('lists the schemes open to the caller as HealthcareServices, and describes itself without a token', async () => {
    const services = await intake.fhir('GET', '/HealthcareService');
    expect(services.body.entry?.map(({ resource }) => resource?.id)).toEqual([intake.schemeId]);
    const metadata = await intake.fhir('GET', '/metadata', { token: null });
    expect([metadata.status, metadata.body.resourceType]).toEqual([200, 'CapabilityStatement']);
    expect((await intake.fhir('GET', '/Task?colour=blue')).status).toBe(400);
  });

  it('puts the referral on the bus with the person sealed', async () => {
    const { rows } = await intake.tables.query<{ action: string }>(`SELECT action FROM audit_entry WHERE entity = 'Referral' LIMIT 1`);
    expect(rows).toEqual([{ action: 'receive' }]);
    const bus = new DatabaseClient(intake.database.urls['bus']);
    await bus.connect();
    const log = await bus.query(`SELECT * FROM event_log WHERE topic = 'referral-intake.referral.v1'`);
    await bus.end();
    expect(log.rows.length).toBeGreaterThan(0);
    const text = log.rows
      .map((row: Record<string, unknown>) =>
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString() : JSON.stringify(value)))
          .join(' '),
      )
      .join('\n');
    expect(text).toContain('referralId');
    expect(text).not.toMatch(/Okafor|9000000009|husband/);
  });
});
