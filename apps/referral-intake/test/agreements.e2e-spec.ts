import { randomUUID } from 'node:crypto';
import type { Task } from '@medplum/fhirtypes';
import { CaseClosed, PlanAgreed, type Role } from '#libs/contracts';
import { eventually, publish, published } from '#libs/testing';
import type { AgreementList, AgreementView } from '../src/agreements/agreement.dto';
import { Intake, referral } from './intake';

const FROM = '2026-01-01T00:00:00.000Z';

describe('agreements with other organisations', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  const token = (organisation: string, ...roles: Role[]) => intake.issuer.token({ kind: 'person', organisation, roles });
  const operator = () => token(intake.organisation, 'operator');
  const wanted = (changes: object = {}) => ({
    organisationId: intake.practice,
    schemeId: intake.schemeId,
    purposes: ['read-agreed-plan'],
    from: FROM,
    ...changes,
  });
  const post = async (path: string, body: object, as = operator()): Promise<{ status: number; body: AgreementView }> => {
    const answer = await intake.post(path, await as, body);
    return { status: answer.status, body: answer.body as unknown as AgreementView };
  };
  const listed = async (organisation: string, role: Role): Promise<AgreementView[]> => {
    const { body } = await intake.get('agreements', await token(organisation, role));
    return (body as unknown as AgreementList).items;
  };
  const told = async (agreementId: string): Promise<object[]> => {
    const events = await published(intake.database.urls['bus'] ?? '', 'referral-intake.scheme.v1');
    return events.filter(({ data }) => data.agreementId === agreementId).map(({ data }) => data);
  };

  it('are records: one holds from its beginning until it is ended, and every service hears its whole state (ID-01)', async () => {
    const made = await post('agreements', wanted());
    expect(made).toMatchObject({ status: 201, body: { ...wanted(), active: true } });
    const { id } = made.body;
    const state = {
      agreementId: id,
      schemeId: intake.schemeId,
      organisationId: intake.organisation,
      partyId: intake.practice,
      purposes: ['read-agreed-plan'],
      validFrom: FROM,
    };
    await eventually(async () => expect(await told(id)).toEqual([state]));
    const ended = await post(`agreements/${id}/end`, {});
    expect(ended).toMatchObject({ status: 200, body: { id, active: false } });
    await eventually(async () => expect(await told(id)).toEqual([state, { ...state, validUntil: ended.body.until }]));
    expect(await post(`agreements/${id}/end`, {})).toMatchObject({ status: 409, body: { code: 'AGREEMENT.ALREADY_ENDED' } });
    expect(await listed(intake.practice, 'privacy-officer')).toContainEqual(expect.objectContaining({ id, active: false }));
    expect(await listed(randomUUID(), 'administrator')).toEqual([]);
  });

  it('never hold when they are ended before they begin (ID-01)', async () => {
    const from = new Date(Date.now() + 86_400_000).toISOString();
    const { body } = await post('agreements', wanted({ from }));
    expect(body.active).toBe(false);
    expect((await post(`agreements/${body.id}/end`, {})).body).toMatchObject({ from, until: from, active: false });
  });

  it('are refused with each problem when they are no agreement, and for whom it is not theirs to make', async () => {
    const refused = async (changes: object) => (await post('agreements', wanted(changes))) as unknown as { status: number; body: object };
    expect(await refused({ organisationId: intake.organisation, until: FROM })).toMatchObject({
      status: 422,
      body: { code: 'AGREEMENT.REFUSED', errors: [{ pointer: '/organisationId' }, { pointer: '/until' }] },
    });
    expect(await refused({ schemeId: randomUUID() })).toMatchObject({ status: 422, body: { errors: [{ code: 'unknown-scheme' }] } });
    expect((await post('agreements', wanted({ purposes: ['everything'], from: 'now' }))).status).toBe(400);
    expect(await post('agreements', wanted({ organisationId: randomUUID() }))).toMatchObject({
      status: 422,
      body: { code: 'ORGANISATION.NOT_REGISTERED', errors: [{ pointer: '/organisationId' }] },
    });
    const { body } = await post('agreements', wanted());
    for (const administrator of [token(intake.organisation, 'administrator'), token(intake.practice, 'administrator')]) {
      expect((await post('agreements', wanted(), administrator)).status).toBe(403);
      expect((await post(`agreements/${body.id}/end`, {}, administrator)).status).toBe(403);
    }
    expect((await post('agreements/none/end', {})).status).toBe(404);
  });

  it('come with the registration of a sender: it hears how its referrals go, and nothing of what a plan says (CL-08)', async () => {
    const referralId = await referred();
    const agreed = { referralId, caseId: randomUUID(), planId: randomUUID(), version: 1, agreedAt: '2026-03-12T14:30:00.000Z' };
    const bus = intake.database.urls['bus'] ?? '';
    await publish(bus, Object.assign(new PlanAgreed(), agreed));
    await eventually(async () =>
      expect(await task(referralId)).toMatchObject({
        status: 'in-progress',
        businessStatus: { coding: [{ code: 'plan-agreed' }] },
        lastModified: agreed.agreedAt,
        meta: { versionId: '2' },
      }),
    );
    await publish(bus, Object.assign(new PlanAgreed(), { ...agreed, version: 2, agreedAt: '2026-04-12T14:30:00.000Z' }));
    const closed = { referralId, caseId: agreed.caseId, reason: 'completed', contacts: 4, closedAt: '2026-05-12T14:30:00.000Z' };
    await publish(bus, Object.assign(new CaseClosed(), closed));
    // Its second version left no trace of its own.
    await eventually(async () => expect(await task(referralId)).toMatchObject({ status: 'completed', meta: { versionId: '3' } }));
  });

  it('are needed to hear how it goes: without an active one of this purpose no news leaves, and the exchange says why; registering again makes no new one (part of ID-01)', async () => {
    const referralId = await referred();
    const hearing = async () =>
      (await listed(intake.practice, 'privacy-officer')).filter(({ purposes }) => purposes.includes('hear-progress'));
    const [held] = await hearing();
    expect(held).toMatchObject({ organisationId: intake.practice, schemeId: intake.schemeId, active: true });
    await post(`agreements/${held?.id ?? ''}/end`, {});
    await post('agreements', wanted({ purposes: ['read-agreed-plan', 'work-on-cases', 'receive-people'] }));
    await intake.registerSenders();
    expect((await hearing()).map(({ active }) => active)).toEqual([false]);

    const agreed = { referralId, caseId: randomUUID(), planId: randomUUID(), version: 1, agreedAt: '2026-03-12T14:30:00.000Z' };
    await publish(intake.database.urls['bus'] ?? '', Object.assign(new PlanAgreed(), agreed));
    const worker = await token(intake.organisation, 'supervisor');
    await eventually(async () => {
      const { items } = (await intake.get(`exchanges?referralId=${referralId}`, worker)).body as { items: object[] };
      expect(items.at(-1)).toMatchObject({ about: 'plan.agreed.v1', withheld: 'no agreement' });
    });
    expect(await task(referralId)).toMatchObject({ businessStatus: { coding: [{ code: 'received' }] } });
    await post('agreements', wanted({ purposes: ['hear-progress'] }));
    await publish(intake.database.urls['bus'] ?? '', Object.assign(new PlanAgreed(), { ...agreed, version: 2 }));
    await eventually(async () => expect(await task(referralId)).toMatchObject({ businessStatus: { coding: [{ code: 'plan-agreed' }] } }));
  });

  async function task(referralId: string): Promise<Task> {
    return (await intake.fhir('GET', `/Task/${referralId}`)).body as unknown as Task;
  }

  /** A referral whose person agrees that their referrer hears how it goes. */
  async function referred(): Promise<string> {
    const { body } = await intake.fhir('POST', '', { body: referral() });
    const referralId = body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
    await intake.consent(referralId);
    return referralId;
  }
});
