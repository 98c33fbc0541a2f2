import { RunRetentionService } from '../src/records/run-retention.service';
import { Intake, referral } from './intake';

describe('The daily retention run (GV-03)', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const runs = async (): Promise<number> => {
    const { rows } = await intake.tables.query(`SELECT 1 FROM records_request WHERE kind = 'retention' AND requested_by = 'schedule'`);
    return rows.length;
  };

  it('comes when a day has passed since the last one, once, however many look at the same moment', async () => {
    const retention = intake.part(RunRetentionService);
    const look = () => Promise.all([1, 2, 3, 4].map(() => retention.daily()));
    await look();
    expect(await runs()).toBe(0);
    expect((await intake.fhir('POST', '', { body: referral() })).status).toBe(200);
    await look();
    expect(await runs()).toBe(0);
    intake.passes(1);
    await look();
    await look();
    expect(await runs()).toBe(1);
    intake.passes(1);
    await look();
    expect(await runs()).toBe(2);
  });

  it('erases nothing of a referral that is open, however old it is', async () => {
    intake.passes(4000);
    await intake.part(RunRetentionService).daily();
    const { rows } = await intake.tables.query(`SELECT 1 FROM referral`);
    expect(rows).toHaveLength(1);
  });

  it('erases an old referral and keeps what a later one of the same person needs, until that goes too', async () => {
    const ofHer = () =>
      referral((bundle, { patient }) => {
        delete bundle.entry?.[0]?.request?.ifNoneExist;
        for (const each of patient.identifier ?? []) each.value = '9434765870';
      });
    const sent = async () => {
      const { body } = await intake.fhir('POST', '', { body: ofHer() });
      const [patient = '', request = ''] = (body.entry ?? []).map(({ response }) => response?.location?.split('/')[1] ?? '');
      return { patient, request };
    };
    const takeBack = async (id: string) => {
      const { body } = await intake.fhir('GET', `/Task/${id}`);
      expect((await intake.fhir('PUT', `/Task/${id}`, { body: { ...body, status: 'cancelled' } })).status).toBe(200);
    };
    const status = async (path: string) => (await intake.fhir('GET', path)).status;
    const retention = intake.part(RunRetentionService);

    const first = await sent();
    await takeBack(first.request);
    intake.passes(2923);
    const second = await sent();
    expect(second.patient).toBe(first.patient);
    await retention.daily();
    expect(await status(`/ServiceRequest/${first.request}`)).toBe(404);
    expect(await status(`/ServiceRequest/${second.request}`)).toBe(200);
    expect(await status(`/Patient/${second.patient}`)).toBe(200);
    await takeBack(second.request);
    intake.passes(2923);
    await retention.daily();
    expect(await status(`/Patient/${second.patient}`)).toBe(404);
    const { rows } = await intake.tables.query(`SELECT 1 FROM person WHERE nhs_number = '9434765870'`);
    expect(rows).toEqual([]);
  });

  it('is started by an operator too, and by nobody else', async () => {
    const officer = await intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['privacy-officer'] });
    const operator = await intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['operator'] });
    expect((await intake.post('retention/runs', officer, { dryRun: true })).status).toBe(403);
    expect(await intake.post('retention/runs', operator, { dryRun: true })).toMatchObject({
      status: 201,
      body: { dryRun: true, complete: false, waitingFor: ['caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor'] },
    });
  });
});
