import { randomUUID } from 'node:crypto';
import type { CallerOf, Problem } from './builders/callers';
import { documentedExamples, withIds, type DocumentedExample, type OpenApiDocument } from './builders/documented-examples';
import { World } from './builders/world';

describe("caseload's OpenAPI document", () => {
  let world: World;
  let everybody: CallerOf;
  let operator: CallerOf;
  /** Beside the worker whose cases they are. */
  let another: string;

  beforeAll(async () => {
    world = await World.make();
    // The examples are those of the first days of 2030.
    world.itIs('2030-01-02T09:00:00Z');
    another = await world.register('Tom Reed');
    const roles = [
      'link-worker',
      'supervisor',
      'clinician',
      'practice',
      'operator',
      'commissioner',
      'privacy-officer',
      'administrator',
    ] as const;
    const { organisation, account: sub } = world;
    operator = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['operator'] });
    everybody = await world.callerOf({ kind: 'person', sub, organisation, roles: [...roles] });
  });

  afterAll(() => world.close());

  /** A case of its own for each, so that one example does not spoil the next. */
  async function idsFor(): Promise<Record<string, string | undefined>> {
    const { schemeId, workerId, serviceId } = world;
    const { id: caseId, referralId } = await world.supportedCase({ receivedAt: '2026-01-05T09:00:00.000Z' });
    return { caseId, referralId, schemeId, workerId, serviceId, toWorkerId: another, connectionId: await world.connect(caseId) };
  }

  /** What is wrong with an example; nothing when the service took it, or refused it for the state of its case. */
  async function complaintOf({ method, path, body, missing }: DocumentedExample): Promise<string[]> {
    const ids: Record<string, string | undefined> = path.includes('{caseId}')
      ? await idsFor()
      : { schemeId: world.schemeId, workerId: world.workerId, coverWorkerId: another, employerId: world.organisation };
    const address = path.replace('/api/caseload/', '').replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID());
    const caller = path.includes('/messages/') ? operator : everybody;
    const { status, body: answer } = await caller.send<Partial<Problem> | null>(method, address, withIds(body, ids) as object);
    const errors = answer?.errors?.map(({ pointer, code }) => `${pointer} ${code}`) ?? [];
    const isRefused = [400, 401, 403, 415, 422].includes(status) || status >= 500 || answer?.code === 'ADDRESS.NOT_FOUND';
    if (!isRefused && missing.length === 0) return [];
    return [[method, path, status, answer?.code, ...errors, ...missing.map((pointer) => `${pointer} has no example`)].join(' ')];
  }

  it('has for every write a body that works when it is pasted: nothing in it is malformed, unknown or missing', async () => {
    const { body: document } = await world.call<OpenApiDocument>('GET', 'openapi.json');
    const examples = documentedExamples(document);
    expect(examples.length).toBeGreaterThan(5);
    const complaints: string[] = [];
    const waiting = [...examples];
    // A few at a time: the service answers 503 to more work than its database has connections for.
    const worker = async (): Promise<void> => {
      for (let example = waiting.shift(); example; example = waiting.shift()) complaints.push(...(await complaintOf(example)));
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    expect(complaints).toEqual([]);
  });

  it('works with an Idempotency-Key as it says: a contact that is sent twice is on record once, and is told of once', async () => {
    const { id, referralId } = await world.allocatedCase();
    const contact = { mode: 'phone', outcome: 'kept', at: world.now().toISOString() };
    const key = { 'idempotency-key': randomUUID() };
    const first = await world.linkWorker.post<{ id: string }>(`cases/${id}/contacts`, contact, key);
    const again = await world.linkWorker.post<{ id: string }>(`cases/${id}/contacts`, contact, key);
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, first.body, 'true']);
    const other = await world.linkWorker.post<Problem>(`cases/${id}/contacts`, { ...contact, outcome: 'missed' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY.KEY_REUSED']);
    const { body } = await world.linkWorker.get<{ contacts: object[] }>(`cases/${id}`);
    expect(body.contacts).toHaveLength(1);
    await world.connect(id);
    const said = await world.said(
      referralId,
      'CaseOpened',
      'CaseAllocated',
      'ContactRecorded',
      'ConnectionRequested',
      'ConnectionProgressed',
    );
    expect(said.filter(({ name }) => name === 'ContactRecorded')).toHaveLength(1);
  });
});
