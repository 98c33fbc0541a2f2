import { randomUUID } from 'node:crypto';
import { TaskCompleted } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { Answer, CallerOf, Problem } from './builders/callers';
import { made, World } from './builders/world';

const ENDED = { reason: 'ended', ending: 'moved', openNeeds: 'ongoing-elsewhere' };

describe("caseload's doors", () => {
  let world: World;
  let stranger: CallerOf;
  let reader: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    const organisation = randomUUID();
    stranger = await world.callerOf({ kind: 'person', organisation, roles: ['supervisor'] });
    reader = await world.callerOf({ kind: 'system', clientId: 'report', organisation: world.organisation, scopes: ['hub/caseload.read'] });
  });

  afterAll(() => world.close());

  describe('let in', () => {
    it('nobody without a token, and nobody whose role it is not', async () => {
      expect((await world.call('GET', 'cases')).status).toBe(401);
      const provider = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['provider'] });
      expect((await provider.get('cases')).status).toBe(403);
      expect((await world.linkWorker.post('workers', { name: 'Sam', schemeIds: [world.schemeId] })).status).toBe(403);
      const { id } = await world.openCase();
      expect((await reader.get(`cases/${id}`)).status).toBe(200);
      expect((await reader.post(`cases/${id}/close`, ENDED)).status).toBe(403);
    });

    it('another organisation to nothing of ours: 404, and lists without it', async () => {
      const { id } = await world.openCase();
      expect(await stranger.get<Problem>(`cases/${id}`)).toMatchObject({ status: 404, body: { code: 'CASE.NOT_FOUND' } });
      expect((await stranger.post(`cases/${id}/allocate`, { workerId: world.workerId })).status).toBe(404);
      expect((await stranger.get<{ items: object[] }>('cases')).body.items).toEqual([]);
      expect((await stranger.get<{ items: object[] }>('workers')).body.items).toEqual([]);
    });

    it('a link worker to the schemes they work for, and one who is no worker to none', async () => {
      const schemeId = randomUUID();
      await world.neighbours.publish(world.scheme({ schemeId, name: 'Leeds South' }));
      const elsewhere = await world.openCase({ schemeId });
      await world.openCase();
      expect((await world.linkWorker.get(`cases/${elsewhere.id}`)).status).toBe(404);
      const listed = await world.linkWorker.get<{ items: CaseView[] }>('cases?limit=200');
      expect(listed.body.items.map((item) => item.schemeId)).not.toContain(schemeId);
      const ofScheme = await world.supervisor.get<{ items: CaseView[] }>(`cases?schemeId=${schemeId}&limit=200`);
      expect(ofScheme.body.items.map(({ id }) => id)).toEqual([elsewhere.id]);
      const unknown = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['link-worker'] });
      expect(await unknown.get<Problem>('cases')).toMatchObject({ status: 403, body: { code: 'ACCESS.CALLER_NOT_PLACED' } });
    });
  });

  describe('refuse', () => {
    it.each([randomUUID(), 'not-an-id'])('a case that does not exist: %s', async (id) => {
      expect((await world.linkWorker.get(`cases/${id}`)).status).toBe(404);
      expect((await world.linkWorker.post(`cases/${id}/close`, ENDED)).status).toBe(404);
    });

    it('a change to a version that is no longer the newest (412), and change nothing', async () => {
      const { id } = await world.openCase();
      const etag = (await world.supervisor.get(`cases/${id}`)).headers.get('etag') ?? '';
      const changed = await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId }, { 'if-match': etag });
      expect({ status: changed.status, etag: changed.headers.get('etag') }).toEqual({ status: 200, etag: '"2"' });
      const late = await world.supervisor.post<Problem>(`cases/${id}/close`, ENDED, { 'if-match': etag });
      expect(late).toMatchObject({ status: 412, body: { code: 'VERSION.CONFLICT' } });
      expect((await world.supervisor.get<CaseView>(`cases/${id}`)).body.status).toBe('allocated');
      const garbled = await world.supervisor.post<Problem>(`cases/${id}/close`, ENDED, { 'if-match': 'abc' });
      expect(garbled).toMatchObject({ status: 400, body: { errors: [{ pointer: '/headers/if-match' }] } });
    });

    it('contact and connection while a case stands in the queue, naming the rule (CL-02)', async () => {
      const { id } = await world.openCase();
      const contact = await world.supervisor.post<Problem>(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: now() });
      expect(problem(contact)).toEqual([409, 'CASE.ACT_NOT_POSSIBLE', 'A case that is unallocated cannot take a contact.']);
      const connection = await world.supervisor.post<Problem>(`cases/${id}/connections`, connectionTo(world.serviceId));
      expect(problem(connection)).toEqual([409, 'CASE.ACT_NOT_POSSIBLE', 'A case that is unallocated cannot be connected to a service.']);
    });

    it('a worker of another scheme or organisation, and the same worker twice', async () => {
      const supervisor = world.supervisor;
      const other = await world.register('Sam Lee', { schemeIds: [await world.anotherScheme()] });
      const { id } = await world.openCase();
      for (const workerId of [other, randomUUID()]) {
        const refused = await supervisor.post<Problem>(`cases/${id}/allocate`, { workerId });
        expect(refused).toMatchObject({ status: 422, body: { code: 'WORKER.NOT_OF_SCHEME', errors: [{ pointer: '/workerId' }] } });
      }
      await supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
      const twice = await supervisor.post<Problem>(`cases/${id}/allocate`, { workerId: world.workerId });
      expect(twice).toMatchObject({ status: 409, body: { code: 'CASE.ALREADY_ALLOCATED' } });
    });

    it('a contact in the future marked as kept', async () => {
      const { id } = await world.allocatedCase();
      const at = new Date(Date.now() + 3_600_000).toISOString();
      const refused = await world.linkWorker.post<Problem>(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at });
      expect(refused).toMatchObject({ status: 422, body: { code: 'CONTACT.IN_FUTURE', errors: [{ pointer: '/at' }] } });
      expect((await world.linkWorker.get<CaseView>(`cases/${id}`)).body).toMatchObject({ contacts: [], version: 2 });
    });

    it('a service that is unknown, closed or already on the case', async () => {
      const { id } = await world.supportedCase();
      const closed = randomUUID();
      await world.neighbours.publish(world.service({ serviceId: closed, name: 'Choir', status: 'temporarily closed' }));
      await eventually(async () => {
        const { body } = await world.linkWorker.get<{ items: object[] }>('services?status=temporarily%20closed');
        expect(body.items).toHaveLength(1);
      });
      for (const serviceId of [closed, randomUUID()]) {
        const refused = await world.linkWorker.post<Problem>(`cases/${id}/connections`, connectionTo(serviceId));
        expect(refused).toMatchObject({ status: 422, body: { code: 'SERVICE.NOT_OPEN', errors: [{ pointer: '/serviceId' }] } });
      }
      await world.connect(id);
      const twice = await world.linkWorker.post<Problem>(`cases/${id}/connections`, connectionTo(world.serviceId));
      expect(twice).toMatchObject({ status: 409, body: { code: 'CONNECTION.ALREADY_LIVE' } });
    });

    it('completion before the person was spoken to, and any change once closed', async () => {
      const { id } = await world.allocatedCase();
      const early = await world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
      expect(early).toMatchObject({ status: 409, body: { code: 'CASE.CLOSURE_REASON_NOT_POSSIBLE', errors: [{ pointer: '/reason' }] } });
      expect((await world.linkWorker.post(`cases/${id}/close`, { reason: 'withdrawn' })).status).toBe(400);
      expect((await world.linkWorker.post(`cases/${id}/close`, { reason: 'declined' })).status).toBe(200);
      for (const [path, body] of [
        ['close', ENDED],
        ['allocate', { workerId: world.workerId }],
        ['contacts', { mode: 'phone', outcome: 'missed', at: now() }],
        ['connections', connectionTo(world.serviceId)],
      ] as const) {
        const refused = await world.linkWorker.post<Problem>(`cases/${id}/${path}`, body);
        expect(refused).toMatchObject({ status: 409, body: { code: 'CASE.ACT_NOT_POSSIBLE' } });
      }
    });

    it('every malformed field at once, unknown ones by name', async () => {
      const { id } = await world.allocatedCase();
      const refused = await world.linkWorker.post<Problem>(`cases/${id}/contacts`, { mode: 'pigeon', at: '2026-11-24', mood: 'good' });
      expect(refused.status).toBe(400);
      expect(new Set(refused.body.errors?.map(({ pointer }) => pointer))).toEqual(new Set(['/mode', '/outcome', '/at', '/mood']));
      expect((await world.linkWorker.get<Problem>('cases?status=limbo&limit=0')).body.errors).toHaveLength(2);
      expect((await world.linkWorker.get<Problem>('cases?cursor=nonsense')).body.errors).toMatchObject([{ pointer: '/cursor' }]);
    });

    it("a provider's illegal step, parked and visible, while the connection stays as it was (CL-31)", async () => {
      const found = await world.supportedCase();
      const connectionId = await world.connect(found.id);
      await world.neighbours.publish(made(TaskCompleted, { ...world.task(found, connectionId), outcome: 'sustained', completedAt: now() }));
      await eventually(async () => {
        const parked: unknown = await world.dataSource.query(`SELECT state, error_code FROM parked_subject WHERE subject = $1`, [
          found.referralId,
        ]);
        expect(parked).toEqual([{ state: 'dead', error_code: 'CONNECTION.TRANSITION_NOT_POSSIBLE' }]);
      });
      expect((await world.linkWorker.get<CaseView>(`cases/${found.id}`)).body.connections).toMatchObject([{ state: 'referred' }]);
    });

    it('a worker whose account is taken, or of a scheme that another organisation runs or nobody', async () => {
      const taken = await world.supervisor.post<Problem>('workers', {
        name: 'Again',
        accountSubject: world.account,
        schemeIds: [world.schemeId],
      });
      expect(taken).toMatchObject({ status: 409, body: { code: 'WORKER.ACCOUNT_TAKEN', errors: [{ pointer: '/accountSubject' }] } });
      const foreign = await stranger.post<Problem>('workers', { name: 'Sam', schemeIds: [world.schemeId] });
      expect(foreign).toMatchObject({ status: 422, body: { code: 'WORKER.SCHEME_NOT_OWN', errors: [{ pointer: '/schemeIds/0' }] } });
      const unknown = await world.supervisor.post<Problem>('workers', { name: 'Sam', schemeIds: [world.schemeId, randomUUID()] });
      expect(unknown).toMatchObject({ status: 422, body: { code: 'WORKER.SCHEME_NOT_OWN', errors: [{ pointer: '/schemeIds/1' }] } });
    });
  });

  it('list in a stable order, page by page, filtered by status and by my own cases (CL-02)', async () => {
    const opened: CaseView[] = [];
    for (let count = 0; count < 5; count += 1) opened.push(await world.openCase());
    const mine = await world.allocatedCase();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: Answer<{ items: CaseView[]; nextCursor: string | null }> = await world.supervisor.get(
        `cases?status=unallocated&limit=2${cursor}`,
      );
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor === null ? '' : `&cursor=${page.body.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(-5)).toEqual(opened.map(({ id }) => id));
    const own = await world.linkWorker.get<{ items: CaseView[] }>('cases?workerId=me&status=allocated&limit=200');
    expect(own.body.items.map(({ id }) => id)).toContain(mine.id);
    expect(own.body.items.every(({ worker }) => worker?.id === world.workerId)).toBe(true);
  });

  it('write every read and change of a case into the audit trail (part of GV-02)', async () => {
    const { id } = await world.supportedCase();
    await reader.get(`cases/${id}`);
    const entries: { actor: string; action: string }[] = await world.dataSource.query(
      `SELECT actor, action FROM audit_entry WHERE entity = 'case' AND entity_id = $1 AND action <> 'list' ORDER BY id`,
      [id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['create', 'read', 'allocate', 'record-contact', 'read', 'read']);
    expect(entries.map(({ actor }) => actor)).toEqual(expect.arrayContaining(['caseload', world.account, 'report']));
  });

  it('let one of two changes of the same version through when they come at once', async () => {
    const { id } = await world.allocatedCase();
    const act = () => world.supervisor.post(`cases/${id}/close`, ENDED, { 'if-match': '"2"' });
    const answers = await Promise.all([act(), act()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('are described with examples that are accepted when pasted', async () => {
    const { body } = await world.call<{ paths: Record<string, object>; components: { schemas: Record<string, Schema> } }>(
      'GET',
      'openapi.json',
    );
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/caseload/cases/{caseId}/allocate', '/api/caseload/services']));
    const pasted = { ...exampleOf(body.components.schemas.RegisterWorkerDto), schemeIds: [world.schemeId] };
    expect((await world.supervisor.post('workers', pasted)).status).toBe(201);
    const { id } = await world.allocatedCase();
    const contact = { ...exampleOf(body.components.schemas.RecordContactDto), at: now() };
    expect((await world.linkWorker.post(`cases/${id}/contacts`, contact)).status).toBe(201);
    const connection = { ...exampleOf(body.components.schemas.RequestConnectionDto), serviceId: world.serviceId };
    expect((await world.linkWorker.post(`cases/${id}/connections`, connection)).status).toBe(201);
  });
});

interface Schema {
  readonly properties: Record<string, { example?: unknown }>;
}

function exampleOf(schema: Schema | undefined): object {
  return Object.fromEntries(Object.entries(schema?.properties ?? {}).map(([name, { example }]) => [name, example]));
}

function connectionTo(serviceId: string): object {
  return { serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: true };
}

function now(): string {
  return new Date().toISOString();
}

function problem({ status, body }: Answer<Problem>): [number, string, string] {
  return [status, body.code, body.detail];
}
