import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { PlanList, PlanView } from '../src/plans/plan.dto';
import type { Problem } from './builders/callers';
import { AGREEMENT, day, PLAN } from './builders/plans';
import { World } from './builders/world';

describe('the plan of a case', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('cannot be agreed while it does not say what matters to the person, and can once it does (CL-07a)', async () => {
    const { id } = await world.supportedCase();
    await draft(id, { goals: PLAN.goals, whatMatters: { priorities: '   ' } });
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/plans/1/agree`, AGREEMENT);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'PLAN.NOT_READY', errors: [{ pointer: '/whatMatters', code: 'what-matters-missing' }] },
    });
    expect((await read(id, 1)).state).toBe('draft');
    await world.linkWorker.patch(`cases/${id}/plans/1`, { whatMatters: { priorities: 'I want to see people again.' } });
    const agreed = await world.linkWorker.post<PlanView>(`cases/${id}/plans/1/agree`, AGREEMENT);
    expect(agreed).toMatchObject({ status: 200, body: { state: 'agreed', whatMatters: { priorities: 'I want to see people again.' } } });
  });

  it('links each entry to a connection of the case, or makes a gap record of what was not yet found (CL-07b)', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id);
    const entries = [{ connectionId }, { notYetFound: { need: 'transport', reason: 'no-provider' } }];
    const { body } = await draft(id, { connections: entries });
    expect(body.connections).toMatchObject(entries);
    expect(await gapsOf(id)).toEqual([
      { need: 'transport', reason: 'no-provider', area: 'LS6', organisation_id: world.organisation, scheme_id: world.schemeId },
    ]);
    await world.linkWorker.put(`cases/${id}/plans/1`, { connections: entries });
    expect(await gapsOf(id)).toHaveLength(1);
  });

  it('refuses an entry that is neither a connection of the case nor a gap, and records no gap beside it (CL-07b)', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id);
    const elsewhere = await world.connect((await world.supportedCase()).id);
    const gap = { need: 'debt', reason: 'full' };
    const connections = [{}, { connectionId, notYetFound: gap }, { connectionId: elsewhere }, { notYetFound: gap }];
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/plans`, { connections });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'PLAN.REFUSED',
        errors: [
          { pointer: '/connections/0', code: 'connection-or-not-yet-found' },
          { pointer: '/connections/1', code: 'connection-or-not-yet-found' },
          { pointer: '/connections/2/connectionId', code: 'not-of-case' },
        ],
      },
    });
    expect(await gapsOf(id)).toEqual([]);
    const unknown = await world.linkWorker.post<Problem>(`cases/${id}/plans`, {
      connections: [{ notYetFound: { need: 'luck', reason: 'fate' } }],
    });
    expect(unknown.status).toBe(400);
  });

  it('keeps what the person does for themselves apart from groups and services (CL-07d)', async () => {
    const { id } = await world.supportedCase();
    await draft(id, PLAN);
    await world.linkWorker.patch(`cases/${id}/plans/1`, { selfCare: [{ text: 'I walk to the park.' }] });
    const { selfCare, connections, assets } = await read(id, 1);
    expect({ selfCare, connections }).toEqual({ selfCare: [{ text: 'I walk to the park.' }], connections: [] });
    expect(assets).toMatchObject(PLAN.assets);
    await world.linkWorker.put(`cases/${id}/plans/1`, { selfCare: [{ text: 'I walk.' }] });
    expect(await read(id, 1)).toMatchObject({ selfCare: [{ text: 'I walk.' }], connections: [], assets: [], whatMatters: {} });
    const [stored] = await world.dataSource.query<{ self_care: object; connections: object }[]>(
      `SELECT self_care, connections FROM plan WHERE case_id = $1`,
      [id],
    );
    expect(stored).toEqual({ self_care: [{ text: 'I walk.' }], connections: [] });
  });

  it("makes the asset 'fishing' a search interest that finds a service in the directory (CL-07e)", async () => {
    const { id } = await world.supportedCase();
    expect((await world.linkWorker.get<{ items: string[] }>(`cases/${id}/interests`)).body.items).toEqual([]);
    await draft(id, { assets: [...PLAN.assets, { kind: 'hobby', text: 'Fishing ' }] });
    const { body } = await world.linkWorker.get<{ items: string[] }>(`cases/${id}/interests`);
    expect(body.items).toEqual(['fishing']);
    const serviceId = randomUUID();
    const description = 'Quiet mornings at the pond: we fish together and lend rods.';
    await world.neighbours.publish(world.service({ serviceId, name: 'Riverbank club', description }));
    await eventually(async () => {
      const found = await world.linkWorker.get<{ items: { id: string }[] }>(`services?interest=${body.items[0] ?? ''}`);
      expect(found.body.items.map((service) => service.id)).toEqual([serviceId]);
    });
  });

  it('stays as it was agreed, and an edit makes version 2 as a draft; the database refuses any change of version 1 (CL-08)', async () => {
    const { id } = await world.supportedCase();
    await draft(id, PLAN);
    const contributors = [{ kind: 'person' }, { kind: 'family', name: 'Daniel' }, { kind: 'link-worker' }];
    const agreement = { ...AGREEMENT, contributors };
    const { body: agreed } = await world.linkWorker.post<PlanView>(`cases/${id}/plans/1/agree`, agreement);
    expect(agreed).toMatchObject({
      contributors,
      agreement: { agreedOn: day(0), howGiven: 'in-person', givenBy: 'person', copyOffered: true },
    });
    const edited = await world.linkWorker.patch<PlanView>(`cases/${id}/plans/1`, { selfCare: [{ text: 'I swim.' }] });
    expect(edited).toMatchObject({ status: 201, body: { version: 2, state: 'draft', agreement: null, selfCare: [{ text: 'I swim.' }] } });
    expect(edited.headers.get('location')).toBe(`/api/caseload/cases/${id}/plans/2`);
    expect(edited.body).toMatchObject({ goals: agreed.goals, whatMatters: agreed.whatMatters });
    expect(await read(id, 1)).toEqual(agreed);
    const { body } = await world.linkWorker.get<PlanList>(`cases/${id}/plans`);
    expect(body.items.map(({ version, state }) => [version, state])).toEqual([
      [2, 'draft'],
      [1, 'agreed'],
    ]);
    for (const change of [`UPDATE plan SET goals = '[]'`, `UPDATE plan SET state = 'draft'`, `DELETE FROM plan`]) {
      const refused = world.dataSource.query(`${change} WHERE case_id = $1 AND version = 1`, [id]);
      await expect(refused).rejects.toMatchObject({ driverError: { constraint: 'plan_agreed_is_immutable' } });
    }
  });

  it('is written in one draft at a time, and on its newest version only (CL-08)', async () => {
    const { id } = await world.supportedCase();
    await draft(id, PLAN);
    expect(await world.linkWorker.post<Problem>(`cases/${id}/plans`, {})).toMatchObject({
      status: 409,
      body: { code: 'PLAN.DRAFT_EXISTS' },
    });
    await world.linkWorker.post(`cases/${id}/plans/1/agree`, AGREEMENT);
    const again = await world.linkWorker.post<Problem>(`cases/${id}/plans/1/agree`, AGREEMENT);
    expect(again).toMatchObject({ status: 409, body: { code: 'PLAN.ALREADY_AGREED' } });
    expect(await world.linkWorker.post<PlanView>(`cases/${id}/plans`, {})).toMatchObject({ status: 201, body: { version: 2 } });
    const late = await world.linkWorker.put<Problem>(`cases/${id}/plans/1`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'PLAN.NOT_NEWEST' } });
    const drafts = [1, 2].map((version) =>
      world.dataSource.query(
        `INSERT INTO plan SELECT gen_random_uuid(), case_id, version + $2, 'draft', 1, what_matters, connections, expectations, self_care,
           assets, goals, actions, contributors, NULL, NULL, NULL, NULL, NULL, NULL, now(), now() FROM plan WHERE case_id = $1 AND version = 1`,
        [id, version + 4],
      ),
    );
    await expect(Promise.all(drafts)).rejects.toMatchObject({ driverError: { constraint: 'plan_one_draft' } });
  });

  it('takes a goal and an action that no directory knows (CL-09)', async () => {
    const { id } = await world.supportedCase();
    const goals = [{ text: 'Teach my neighbour to bake bread.' }];
    const actions = [{ method: { what: 'Bake together', byWhom: 'Me', howOften: 'Fridays' }, expectedOutcome: 'We know each other.' }];
    const made = await draft(id, { goals, actions });
    expect(made).toMatchObject({ status: 201, body: { goals, actions } });
    expect(Object.keys(made.body)).not.toContain('diagnosis');
  });

  it('refuses an action without its method or its expected outcome, naming both fields (CL-11)', async () => {
    const { id } = await world.supportedCase();
    const half = { method: { what: 'Phone', byWhom: ' ', howOften: 'Once' }, expectedOutcome: '' };
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/plans`, { actions: [{}, half] });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'PLAN.REFUSED',
        errors: [
          { pointer: '/actions/0/method', code: 'method-missing' },
          { pointer: '/actions/0/expectedOutcome', code: 'expected-outcome-missing' },
          { pointer: '/actions/1/method/byWhom', code: 'method-incomplete' },
          { pointer: '/actions/1/expectedOutcome', code: 'expected-outcome-missing' },
        ],
      },
    });
    expect((await world.linkWorker.get<PlanList>(`cases/${id}/plans`)).body.items).toEqual([]);
  });

  it('is not agreed in advance, or by others alone: each problem is named (CL-08)', async () => {
    const { id } = await world.supportedCase();
    await draft(id, PLAN);
    const wrong = { ...AGREEMENT, agreedOn: day(2), contributors: [{ kind: 'link-worker' }] };
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/plans/1/agree`, wrong);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: '/agreedOn', code: 'in-future' },
          { pointer: '/contributors', code: 'person-missing' },
        ],
      },
    });
    const { id: unspoken } = await world.allocatedCase();
    await draft(unspoken, PLAN);
    const tooSoon = await world.linkWorker.post<Problem>(`cases/${unspoken}/plans/1/agree`, AGREEMENT);
    expect(tooSoon).toMatchObject({ status: 409, body: { code: 'CASE.ACT_NOT_POSSIBLE' } });
  });

  it('answers 412 to who saw an older state, and changes nothing', async () => {
    const { id } = await world.supportedCase();
    const etag = (await draft(id, PLAN)).headers.get('etag') ?? '';
    const changed = await world.linkWorker.patch(`cases/${id}/plans/1`, { goals: [] }, { 'if-match': etag });
    expect({ status: changed.status, etag: changed.headers.get('etag') }).toEqual({ status: 200, etag: '"2"' });
    for (const late of [
      await world.linkWorker.put<Problem>(`cases/${id}/plans/1`, {}, { 'if-match': etag }),
      await world.linkWorker.post<Problem>(`cases/${id}/plans/1/agree`, AGREEMENT, { 'if-match': etag }),
    ]) {
      expect(late).toMatchObject({ status: 412, body: { code: 'VERSION.CONFLICT' } });
    }
    expect(await read(id, 1)).toMatchObject({ state: 'draft', revision: 2, whatMatters: PLAN.whatMatters });
  });

  it('tells that it was agreed and nothing of what it says, and its due items become actions of the case (CL-13)', async () => {
    const found = await world.supportedCase();
    const { id, referralId } = found;
    const goals = [{ text: 'Sing in front of people once.', dueOn: day(40) }];
    const actions = [
      { method: { what: 'Phone the choir', byWhom: 'Priya', howOften: 'Once' }, expectedOutcome: 'A first date.', dueOn: day(3) },
      { method: { what: 'Wash the robe', byWhom: 'Me', howOften: 'Once' }, expectedOutcome: 'It is clean.' },
    ];
    await draft(id, { ...PLAN, goals, actions });
    expect(await openPlanActions(id)).toEqual([]);
    const { body: agreed } = await world.linkWorker.post<PlanView>(`cases/${id}/plans/1/agree`, AGREEMENT);
    const said = await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded', 'PlanAgreed');
    expect(said.at(-1)?.data).toEqual({ referralId, caseId: id, planId: agreed.id, version: 1, agreedAt: agreed.agreement?.agreedAt });
    expect(await openPlanActions(id)).toEqual(['See to action 1 of the plan', 'Look with the person at goal 1 of their plan']);
    const opened = (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body.items;
    const phoning = opened.find(({ source }) => source?.startsWith('plan-action:'));
    await world.linkWorker.post(`cases/${id}/actions/${phoning?.id ?? ''}/complete`, { outcome: 'Tuesday at seven' });
    await world.linkWorker.patch(`cases/${id}/plans/1`, { goals: [] });
    await world.linkWorker.post(`cases/${id}/plans/2/agree`, AGREEMENT);
    const { items } = (await world.linkWorker.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body;
    expect(items.map(({ title, outcome }) => [title, outcome]).sort()).toEqual([
      ['Look with the person at goal 1 of their plan', 'plan-changed'],
      ['See to action 1 of the plan', 'Tuesday at seven'],
    ]);
  });

  it('keeps restricted items from other workers of the scheme and from systems, also when those write', async () => {
    const { id } = await world.supportedCase();
    const goals = [{ text: 'Find a safe flat', restricted: true }, { text: 'Walk more' }];
    await draft(id, { ...PLAN, goals });
    const sub = randomUUID();
    await world.register('Tom Reed', { accountSubject: sub });
    const colleague = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
    const scopes = ['hub/caseload.read'];
    const system = await world.callerOf({ kind: 'system', clientId: 'report', organisation: world.organisation, scopes });
    for (const other of [colleague, system]) {
      expect((await other.get<PlanView>(`cases/${id}/plans/1`)).body.goals).toMatchObject([{ text: 'Walk more' }]);
    }
    const written = await colleague.put<PlanView>(`cases/${id}/plans/1`, { goals: [{ text: 'Walk less' }] });
    expect(written.body.goals).toMatchObject([{ text: 'Walk less' }]);
    for (const insider of [world.linkWorker, world.supervisor]) {
      const { body } = await insider.get<PlanView>(`cases/${id}/plans/1`);
      expect(body.goals).toMatchObject([{ text: 'Walk less' }, { text: 'Find a safe flat', restricted: true }]);
    }
    await world.linkWorker.put(`cases/${id}/plans/1`, { goals: [] });
    expect((await read(id, 1)).goals).toEqual([]);
  });

  it('does not exist outside of the organisation, nor while nobody has the case', async () => {
    const { id } = await world.openCase();
    expect((await world.supervisor.post(`cases/${id}/plans`, PLAN)).status).toBe(409);
    const { id: mine } = await world.supportedCase();
    await draft(mine, PLAN);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`cases/${mine}/plans/1`)).status).toBe(404);
    expect((await stranger.patch(`cases/${mine}/plans/1`, {})).status).toBe(404);
    expect((await stranger.get(`cases/${mine}/interests`)).status).toBe(404);
    for (const version of ['2', '0', 'one']) expect((await world.linkWorker.get(`cases/${mine}/plans/${version}`)).status).toBe(404);
  });

  function draft(caseId: string, content: object) {
    return world.linkWorker.post<PlanView>(`cases/${caseId}/plans`, content);
  }

  async function read(caseId: string, version: number): Promise<PlanView> {
    return (await world.linkWorker.get<PlanView>(`cases/${caseId}/plans/${String(version)}`)).body;
  }

  function gapsOf(caseId: string): Promise<object[]> {
    return world.dataSource.query(`SELECT need, reason, area, organisation_id, scheme_id FROM unmet_need WHERE case_id = $1`, [caseId]);
  }

  async function openPlanActions(caseId: string): Promise<string[]> {
    const { body } = await world.linkWorker.get<{ items: ActionView[] }>(`cases/${caseId}/actions`);
    const open = body.items.filter(({ type, doneAt }) => type === 'plan' && doneAt === null);
    return open.sort((one, other) => one.dueAt.localeCompare(other.dueAt)).map(({ title }) => title);
  }
});
