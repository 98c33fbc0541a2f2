import { randomUUID } from 'node:crypto';
import { eventually, published } from '#libs/testing';
import { Intake } from './intake';

describe('schemes', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const operator = () => intake.issuer.token({ kind: 'person', organisation: intake.organisation, roles: ['operator'] });
  const register = async (told: object) => intake.post('schemes', await operator(), told);

  it('carry their nation, whom they are for and the areas they cover, and every service hears of it (CL-41)', async () => {
    const coverage = { nation: 'scotland', eligibility: { minAge: 65 }, areas: ['Camden', 'Islington', 'Haringey'] };
    const { status, body } = await register({ name: 'Older people over the border', ...coverage });
    expect([status, body]).toMatchObject([201, coverage]);
    await eventually(async () => {
      const events = await published(intake.database.urls['bus'] ?? '', 'referral-intake.scheme.v1');
      expect(events.find(({ data }) => data.schemeId === body.id)?.data).toMatchObject(coverage);
    });
  });

  it('are for everybody everywhere when nothing is said', async () => {
    const { body } = await register({ id: randomUUID(), name: 'All ages' });
    expect(body).toMatchObject({ nation: 'england', eligibility: {}, areas: [] });
  });

  it('are refused when nobody could belong to them, or an area comes twice', async () => {
    const nobody = await register({ name: 'Nobody', eligibility: { minAge: 65, maxAge: 25 } });
    expect([nobody.status, nobody.body]).toMatchObject([422, { code: 'SCHEME.REFUSED', errors: [{ pointer: '/eligibility/maxAge' }] }]);
    const twice = await register({ name: 'Twice', areas: ['Camden', 'Camden'], eligibility: { minAge: -1 } });
    expect(twice.status).toBe(400);
    expect((twice.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(['/areas', '/eligibility/minAge']);
  });
});
