import { randomUUID } from 'node:crypto';
import {
  ReferralWithdrawn,
  TaskAccepted,
  TaskAttended,
  TaskCompleted,
  TaskDeclined,
  TaskNotAttended,
  TaskRequested,
} from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ConnectionView } from '../src/connections/connection.dto';
import { made, World } from './builders/world';

describe('a case, from the referral to its end', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('stands in the unallocated queue with its age and a next action when a referral was accepted (CL-02, CL-13)', async () => {
    world.itIs('2026-11-23T09:00:00Z');
    const referral = world.referral();
    await world.neighbours.publish(referral, { correlationId: 'from-the-practice' });
    const opened = await world.caseOf(referral.referralId);
    // Two working days after a Monday.
    const due = '2026-11-25T17:00:00.000Z';
    expect(opened).toMatchObject({
      referralId: referral.referralId,
      reference: 'SP-4K7Q-9M2X',
      status: 'unallocated',
      worker: null,
      person: { name: { text: 'Mrs Grace Okafor' }, phone: '07700 900123' },
      needs: ['loneliness'],
      receivedAt: referral.receivedAt,
      allocateBy: due,
      contactBy: '2026-11-30T17:00:00.000Z',
      nextAction: { type: 'allocate', owner: 'Unallocated queue of Leeds North', ownerKind: 'queue', dueAt: due },
      contacts: [],
      connections: [],
      version: 1,
    });
    expect(JSON.stringify(opened)).not.toContain('a5b0b4d8');
    const [event] = await world.said(referral.referralId, 'CaseOpened');
    expect(event).toMatchObject({
      correlationId: 'from-the-practice',
      data: { caseId: opened.id, schemeId: world.schemeId, allocateBy: due },
    });
  });

  it('belongs to a named worker, due for first contact, when it was allocated (CL-02, CL-12)', async () => {
    const opened = await world.openCase();
    const { status, body, headers } = await world.supervisor.post<CaseView>(`cases/${opened.id}/allocate`, { workerId: world.workerId });
    expect({ status, etag: headers.get('etag') }).toEqual({ status: 200, etag: '"2"' });
    expect(body).toMatchObject({
      status: 'allocated',
      worker: { id: world.workerId, name: 'Priya Shah' },
      nextAction: { type: 'first-contact', owner: 'Priya Shah', ownerKind: 'worker', dueAt: opened.contactBy },
    });
    const [, event] = await world.said(opened.referralId, 'CaseOpened', 'CaseAllocated');
    expect(event?.data).toMatchObject({ workerId: world.workerId, contactBy: opened.contactBy });
  });

  it('keeps the first-contact clock running after a voicemail and stops it at the first two-way contact (CL-12)', async () => {
    const { id, referralId, contactBy: due } = await world.allocatedCase();
    world.passes({ hours: 2 });
    const at = minutesFromNow(-60);
    const voicemail = await world.linkWorker.post(`cases/${id}/contacts`, {
      mode: 'phone',
      outcome: 'missed',
      at,
      note: 'Left a voicemail',
    });
    expect(voicemail).toMatchObject({ status: 201, body: { outcome: 'missed', first: false } });
    const waiting = (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
    expect(waiting).toMatchObject({ status: 'allocated', firstContactAt: null, nextAction: { type: 'first-contact', dueAt: due } });

    const spokenAt = minutesFromNow(0);
    const kept = await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'home-visit', outcome: 'kept', at: spokenAt });
    expect(kept).toMatchObject({ status: 201, body: { first: true } });
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: minutesFromNow(0) });
    const supported = (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
    expect(supported).toMatchObject({ status: 'supporting', firstContactAt: spokenAt, nextAction: { type: 'follow-up' } });
    expect(supported.contacts.map(({ outcome, first }) => [outcome, first])).toEqual([
      ['missed', false],
      ['kept', true],
      ['kept', false],
    ]);
    const said = await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded', 'ContactRecorded', 'ContactRecorded');
    expect(said.slice(2).map(({ data }) => [data.kept, data.first])).toEqual([
      [false, false],
      [true, true],
      [true, false],
    ]);
    expect(said.map(({ raw }) => raw).join()).not.toContain('voicemail');
  });

  it('goes with its connection from asked to sustained, each state with its date, and closes (CL-01, CL-31)', async () => {
    const { id, referralId } = await world.supportedCase();
    const connectionId = await world.connect(id, { reason: 'Would like company outdoors.' });
    const task = world.task((await world.linkWorker.get<CaseView>(`cases/${id}`)).body, connectionId);
    const asked = await connectionOf(id, 'referred');
    expect(asked).toMatchObject({
      serviceName: 'Gardening together',
      levelOfSupport: 'introduced',
      respondBy: '2026-12-07T17:00:00.000Z',
    });

    const at = minutesFromNow(1);
    await world.neighbours.publish(made(TaskRequested, { ...task, requestedAt: at, respondBy: at }));
    await world.neighbours.publish(made(TaskAccepted, { ...task, waitingList: false, acceptedAt: at }));
    await world.neighbours.publish(made(TaskNotAttended, { ...task, expectedAt: minutesFromNow(2) }));
    await eventually(async () => {
      expect((await world.linkWorker.get<CaseView>(`cases/${id}`)).body.nextAction?.type).toBe('not-attended');
    });
    await world.neighbours.publish(made(TaskAttended, { ...task, first: true, attendedAt: minutesFromNow(3) }));
    await connectionOf(id, 'first-attended');
    const refused = await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'CASE.CONNECTIONS_LIVE', errors: [{ pointer: `/connections/${connectionId}`, code: 'connection-live' }] },
    });
    await world.neighbours.publish(made(TaskAttended, { ...task, first: false, attendedAt: minutesFromNow(4) }));
    await world.neighbours.publish(made(TaskAttended, { ...task, first: false, attendedAt: minutesFromNow(4) }));
    await world.neighbours.publish(made(TaskCompleted, { ...task, outcome: 'sustained', completedAt: minutesFromNow(5) }));
    const ended = await connectionOf(id, 'sustained');
    expect(ended.taskId).toBe(task.taskId);
    expect(ended.history.map(({ state }) => state)).toEqual(['referred', 'accepted', 'first-attended', 'attending', 'sustained']);

    const closed = await world.linkWorker.post<CaseView>(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed', closureReason: 'completed', nextAction: null } });
    const progress = Array<string>(6).fill('ConnectionProgressed');
    const said = await world.said(
      referralId,
      'CaseOpened',
      'CaseAllocated',
      'ContactRecorded',
      'ConnectionRequested',
      ...progress,
      'CaseClosed',
    );
    expect(said[3]?.data).toMatchObject({
      connectionId,
      consentToShare: true,
      person: { name: { text: 'Mrs Grace Okafor' }, reason: 'Would like company outdoors.' },
    });
    expect(JSON.stringify(said[3]?.data)).not.toContain('9434765919');
    expect(said[3]?.raw).not.toContain('Okafor');
    // Once when asked, once more when its Task became known, then each state.
    expect(said.slice(4, 10).map(({ data }) => data.state)).toEqual([
      'referred',
      'referred',
      'accepted',
      'first-attended',
      'attending',
      'sustained',
    ]);
    expect(said[5]?.data).toMatchObject({
      taskId: task.taskId,
      serviceName: 'Gardening together',
      providerName: 'Allotment Trust',
    });
    expect(said.at(-1)?.data).toMatchObject({ reason: 'completed', contacts: 1 });
  });

  it('tells the provider a first name only when the person has not agreed to share', async () => {
    const { id, referralId } = await world.supportedCase();
    await world.connect(id, { consentToShare: false, reason: 'Would like company outdoors.' });
    const said = await world.said(
      referralId,
      'CaseOpened',
      'CaseAllocated',
      'ContactRecorded',
      'ConnectionRequested',
      'ConnectionProgressed',
    );
    expect(said[3]?.data).toMatchObject({ consentToShare: false, person: { name: { given: ['Grace'], text: 'Grace' } } });
  });

  it('looks for something else when a provider is full, with the reason on record (CL-31)', async () => {
    const found = await world.supportedCase();
    const connectionId = await world.connect(found.id);
    await world.neighbours.publish(
      made(TaskDeclined, { ...world.task(found, connectionId), reason: 'no-capacity', declinedAt: minutesFromNow(0) }),
    );
    expect(await connectionOf(found.id, 'not-available')).toMatchObject({ reason: 'no-capacity' });
    const { body } = await world.linkWorker.get<CaseView>(`cases/${found.id}`);
    expect(body.nextAction).toMatchObject({ type: 'find-alternative', owner: 'Priya Shah' });
    expect(body).toMatchObject({ status: 'supporting' });
  });

  it('counts one referral in and three onward when it has three connections (CL-01)', async () => {
    const { id } = await world.supportedCase();
    const names = ['Gardening together', 'Choir', 'Debt advice', 'Walks'];
    const walks = randomUUID();
    const services = [world.serviceId, randomUUID(), randomUUID()];
    for (const [index, serviceId] of [...services, walks].entries())
      await world.neighbours.publish(world.service({ serviceId, name: names[index] ?? '' }));
    await eventually(async () => {
      expect((await world.linkWorker.get<{ items: object[] }>('services')).body.items).toHaveLength(4);
    });
    const countsOf = async (caseId: string) => (await world.linkWorker.get<CaseView>(`cases/${caseId}`)).body.referralCounts;
    expect(await countsOf(id)).toEqual({ inbound: 1, onward: 0 });
    for (const serviceId of services) await world.connect(id, { serviceId });
    // One that was only thought of, and those of somebody else, are none of this person's.
    const thought = { serviceId: walks, levelOfSupport: 'introduced', needs: ['loneliness'], consentToShare: true };
    const suggested = await world.linkWorker.post(`cases/${id}/connections`, { ...thought, state: 'suggested' });
    expect([suggested.status, suggested.body]).toMatchObject([201, { state: 'suggested' }]);
    const other = await world.supportedCase();
    await world.connect(other.id);
    expect(await countsOf(id)).toEqual({ inbound: 1, onward: 3 });
    expect(await countsOf(other.id)).toEqual({ inbound: 1, onward: 1 });
  });

  it('closes with its live connections withdrawn when the sender takes the referral back', async () => {
    const found = await world.supportedCase();
    const connectionId = await world.connect(found.id);
    const { referralId } = found;
    await world.neighbours.publish(made(ReferralWithdrawn, { referralId, status: 'cancelled', withdrawnAt: minutesFromNow(0) }));
    expect(await connectionOf(found.id, 'withdrawn')).toMatchObject({ reason: 'withdrawn-by-sender' });
    const said = await world.said(
      referralId,
      ...[
        'CaseOpened',
        'CaseAllocated',
        'ContactRecorded',
        'ConnectionRequested',
        'ConnectionProgressed',
        'ConnectionProgressed',
        'CaseClosed',
      ],
    );
    expect(said[5]?.data).toMatchObject({ state: 'withdrawn' });
    expect(said[6]?.data).toMatchObject({ reason: 'withdrawn' });

    // The provider's yes was on its way already: it changes nothing and blocks nothing.
    await world.neighbours.publish(
      made(TaskAccepted, { ...world.task(found, connectionId), waitingList: false, acceptedAt: minutesFromNow(0) }),
    );
    await eventually(async () => {
      expect((await world.linkWorker.get<CaseView>(`cases/${found.id}`)).body.version).toBe(6);
    });
    expect(await world.dataSource.query(`SELECT * FROM parked_subject WHERE subject = $1`, [referralId])).toEqual([]);
  });

  it('is opened once the scheme is known when the referral came first, and only once when told twice', async () => {
    const schemeId = randomUUID();
    const referral = world.referral({ schemeId });
    await world.neighbours.publish(referral);
    await eventually(async () => {
      expect(await world.dataSource.query(`SELECT state FROM parked_subject WHERE subject = $1`, [referral.referralId])).toEqual([
        { state: 'waiting' },
      ]);
    });
    await world.neighbours.publish(world.scheme({ schemeId, name: 'Leeds South' }));
    expect(await world.caseOf(referral.referralId)).toMatchObject({ schemeName: 'Leeds South', status: 'unallocated' });
    await world.neighbours.publish(referral);
    await world.neighbours.publish(
      made(ReferralWithdrawn, { referralId: referral.referralId, status: 'entered-in-error', withdrawnAt: minutesFromNow(0) }),
    );
    await world.said(referral.referralId, 'CaseOpened', 'CaseClosed');
  });

  it('keeps the newest state of a scheme when an older one arrives late', async () => {
    const schemeId = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId, name: 'New name' }), { sequence: 5 });
    await world.neighbours.publish(world.scheme({ schemeId, name: 'Old name' }), { sequence: 4 });
    await world.neighbours.publish(world.scheme({ schemeId, name: 'Newest name' }), { sequence: 6 });
    await world.neighbours.publish(world.scheme({ schemeId, name: 'Old name' }), { sequence: 3 });
    const found = await world.openCase({ schemeId });
    expect(found.schemeName).toBe('Newest name');
  });

  it('is always allocated or in the queue, with a next action, over all that was done here (CL-02, CL-13)', async () => {
    const [counted] = await world.dataSource.query<{ open: number; allocated: number; queued: number; limbo: number }[]>(`
      SELECT count(*) FILTER (WHERE status <> 'closed')::int AS open,
        count(*) FILTER (WHERE status <> 'closed' AND worker_id IS NOT NULL)::int AS allocated,
        count(*) FILTER (WHERE status = 'unallocated')::int AS queued,
        count(*) FILTER (WHERE status <> 'closed' AND (next_action_title IS NULL OR next_action_owner IS NULL OR next_action_due_at IS NULL))::int AS limbo
      FROM "case"`);
    expect(counted?.open).toBeGreaterThan(5);
    expect(counted?.open).toBe((counted?.allocated ?? 0) + (counted?.queued ?? 0));
    expect(counted?.limbo).toBe(0);
  });

  function connectionOf(caseId: string, state: string): Promise<ConnectionView> {
    return eventually(async () => {
      const { body } = await world.linkWorker.get<CaseView>(`cases/${caseId}`);
      const [connection] = body.connections;
      expect(connection?.state).toBe(state);
      return connection as ConnectionView;
    });
  }

  function minutesFromNow(minutes: number): string {
    return new Date(world.now().getTime() + minutes * 60_000).toISOString();
  }
});
