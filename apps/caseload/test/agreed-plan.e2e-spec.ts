import { randomUUID } from 'node:crypto';
import { AgreementPublished, type Role } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { PlanView } from '../src/plans/plan.dto';
import type { CallerOf, Problem } from './builders/callers';
import { AGREEMENT, PLAN } from './builders/plans';
import { made, World } from './builders/world';

const LONG_AGO = '2020-01-01T00:00:00.000Z';

describe("a clinician of the person's practice", () => {
  let world: World;
  let practice: string;
  let clinician: CallerOf;

  beforeAll(async () => {
    world = await World.make();
  });

  beforeEach(async () => {
    practice = randomUUID();
    clinician = await callerOf(practice, 'clinician');
  });

  afterAll(() => world.close());

  it('reads the agreed plan under an active agreement, by case and by referral, and that is audited (ID-01; part of GV-02)', async () => {
    const found = await caseWithPlan();
    await agree();
    const { body } = await eventually(async () => {
      const answer = await clinician.get<PlanView>(`cases/${found.id}/plans/agreed`);
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(body).toMatchObject({ version: 1, state: 'agreed', whatMatters: PLAN.whatMatters });
    expect((await clinician.get<PlanView>(`referrals/${found.referralId}/plans/agreed`)).body).toEqual(body);
    const entries = await world.dataSource.query<object[]>(
      `SELECT action, organisation_id FROM audit_entry WHERE entity_id = $1 AND organisation_id = $2 AND outcome = 'done'`,
      [found.id, practice],
    );
    expect(entries).toEqual(Array.from({ length: entries.length }, () => ({ action: 'read-agreed-plan', organisation_id: practice })));
    expect(entries.length).toBeGreaterThanOrEqual(2);
  });

  it('finds nothing without an agreement (ID-01)', async () => {
    const { id, referralId } = await caseWithPlan();
    expect(await clinician.get<Problem>(`cases/${id}/plans/agreed`)).toMatchObject({ status: 404, body: { code: 'CASE.NOT_FOUND' } });
    expect(await clinician.get<Problem>(`referrals/${referralId}/plans/agreed`)).toMatchObject({
      status: 404,
      body: { code: 'REFERRAL.NOT_FOUND' },
    });
  });

  it.each([
    ['is still to come', { validFrom: '2200-01-01T00:00:00.000Z' }],
    ['has run out', { validUntil: '2020-06-01T00:00:00.000Z' }],
    ['is about another scheme', { schemeId: randomUUID() }],
    ['is with another practice', { partyId: randomUUID() }],
    ["is not the scheme's organisation's", { organisationId: randomUUID() }],
    ['is for other purposes', { purposes: ['work-on-cases', 'hear-progress', 'receive-people'] as const }],
  ])('finds nothing when the agreement %s (ID-01)', async (_what, changes) => {
    const { id } = await caseWithPlan();
    await known(await agree(changes as Partial<AgreementPublished>));
    expect((await clinician.get(`cases/${id}/plans/agreed`)).status).toBe(404);
  });

  it('finds nothing of another practice, whatever agreement their own has (ID-01)', async () => {
    const { id, referralId } = await caseWithPlan();
    await known(await agree());
    const other = randomUUID();
    await known(await agree({ partyId: other }));
    const stranger = await callerOf(other, 'clinician');
    // Who reaches the case otherwise still finds no plan here that their own organisation did not refer for.
    await known(await agree({ partyId: world.organisation }));
    const ours = await callerOf(world.organisation, 'clinician');
    for (const path of [`cases/${id}/plans/agreed`, `referrals/${referralId}/plans/agreed`]) {
      for (const caller of [stranger, ours]) expect((await caller.get(path)).status).toBe(404);
      expect((await clinician.get(path)).status).toBe(200);
    }
  });

  it.each(['share-with-referrer', 'support'] as const)(
    'finds nothing from the moment the person withdraws %s, and again when they give it (GV-01)',
    async (purpose) => {
      const { id, referralId } = await caseWithPlan();
      await known(await agree());
      const paths = [`cases/${id}/plans/agreed`, `referrals/${referralId}/plans/agreed`];
      const statuses = async () => Promise.all(paths.map(async (path) => (await clinician.get(path)).status));
      expect(await statuses()).toEqual([200, 200]);
      await world.consent(id, purpose, 'withdrawn');
      expect(await statuses()).toEqual([404, 404]);
      // A form of last month that is written down now does not open it again.
      await world.consent(id, purpose, 'given', { at: new Date(Date.now() - 30 * 86_400_000).toISOString() });
      expect(await statuses()).toEqual([404, 404]);
      await world.consent(id, purpose, 'given');
      expect(await statuses()).toEqual([200, 200]);
    },
  );

  it('finds no plan before the person was asked what their referrer may hear (GV-01)', async () => {
    const { id } = await world.openCase({ senderId: practice });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    await world.linkWorker.post(`cases/${id}/plans`, PLAN);
    await world.linkWorker.post(`cases/${id}/plans/1/agree`, AGREEMENT);
    await known(await agree());
    expect((await clinician.get(`cases/${id}/plans/agreed`)).status).toBe(404);
    await world.consent(id, 'share-with-referrer');
    expect((await clinician.get(`cases/${id}/plans/agreed`)).status).toBe(200);
  });

  it('reads the risks of the person no longer when they said no to it, save while a crisis waits (GV-01, CL-22)', async () => {
    const { id } = await caseWithPlan();
    await known(await agree());
    const read = async () => (await clinician.get(`cases/${id}/risks`)).status;
    expect(await read()).toBe(200);
    await world.consent(id, 'share-with-referrer', 'withdrawn');
    expect(await read()).toBe(404);
    const { body } = await world.linkWorker.post<{ id: string }>(`cases/${id}/refer-backs`, { reason: 'mental-health', to: 'practice' });
    expect(await read()).toBe(200);
    await clinician.post(`cases/${id}/refer-backs/${body.id}/acknowledge`, {});
    expect(await read()).toBe(404);
  });

  it('finds nothing from the moment on when the agreement has ended, also when older news comes late (ID-01)', async () => {
    const { id } = await caseWithPlan();
    const agreement = await agree();
    await eventually(async () => expect((await clinician.get(`cases/${id}/plans/agreed`)).status).toBe(200));
    await world.neighbours.publish(Object.assign(agreement, { validUntil: new Date().toISOString() }), { sequence: 900 });
    await eventually(async () => expect((await clinician.get(`cases/${id}/plans/agreed`)).status).toBe(404));
    const { validUntil: _, ...before } = agreement;
    await world.neighbours.publish(made(AgreementPublished, before), { sequence: 899 });
    await known(await agree({ partyId: randomUUID() }));
    expect((await clinician.get(`cases/${id}/plans/agreed`)).status).toBe(404);
  });

  it('sees the newest agreed version, no draft, nothing restricted, and nothing else of the case (ID-01)', async () => {
    const { id } = await caseWithPlan();
    await known(await agree());
    await world.linkWorker.patch(`cases/${id}/plans/1`, { goals: [{ text: 'A secret goal', restricted: true }, { text: 'Walk more' }] });
    const path = `cases/${id}/plans/agreed`;
    expect((await clinician.get<PlanView>(path)).body).toMatchObject({ version: 1, goals: PLAN.goals });
    await world.linkWorker.post(`cases/${id}/plans/2/agree`, AGREEMENT);
    const { body } = await clinician.get<PlanView>(path);
    expect(body).toMatchObject({ version: 2, goals: [{ text: 'Walk more' }] });
    expect(JSON.stringify(body)).not.toContain('secret');
    for (const other of [`cases/${id}`, `cases/${id}/plans`, `cases/${id}/plans/2`, `cases/${id}/plans/2/document`, 'cases']) {
      expect((await clinician.get(other)).status).toBe(403);
    }
  });

  it('has the role, and comes from the practice that referred the person (ID-01)', async () => {
    const { id } = await caseWithPlan();
    const { id: without } = await world.openCase({ senderId: practice });
    await known(await agree());
    const path = `cases/${id}/plans/agreed`;
    for (const role of ['practice', 'provider', 'commissioner'] as const) {
      expect((await (await callerOf(practice, role)).get(path)).status).toBe(403);
    }
    for (const organisation of [randomUUID(), world.organisation]) {
      expect((await (await callerOf(organisation, 'clinician')).get(path)).status).toBe(404);
    }
    expect((await clinician.get(`cases/${without}/plans/agreed`)).status).toBe(404);
    expect((await clinician.get('referrals/none/plans/agreed')).status).toBe(404);
    expect((await world.call('GET', path)).status).toBe(401);
  });

  function callerOf(organisation: string, role: Role): Promise<CallerOf> {
    return world.callerOf({ kind: 'person', organisation, roles: [role] });
  }

  async function agree(changes: Partial<AgreementPublished> = {}): Promise<AgreementPublished> {
    const between = { schemeId: world.schemeId, organisationId: world.organisation, partyId: practice };
    const purposes: AgreementPublished['purposes'] = ['read-agreed-plan'];
    const agreement = made(AgreementPublished, { agreementId: randomUUID(), ...between, purposes, validFrom: LONG_AGO, ...changes });
    await world.neighbours.publish(agreement);
    return agreement;
  }

  /** Waits until caseload has heard of it. */
  function known({ agreementId }: AgreementPublished): Promise<void> {
    return eventually(async () => {
      const rows = await world.dataSource.query<object[]>(`SELECT 1 FROM agreement_copy WHERE agreement_id = $1`, [agreementId]);
      expect(rows).toHaveLength(1);
    });
  }

  async function caseWithPlan(): Promise<CaseView> {
    const { id } = await world.openCase({ senderId: practice });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    await world.linkWorker.post(`cases/${id}/plans`, PLAN);
    await world.linkWorker.post(`cases/${id}/plans/1/agree`, AGREEMENT);
    await world.consent(id, 'share-with-referrer');
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }
});
