import { TaskAccepted, TaskAttended, TaskCompleted } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ConnectionView } from '../src/connections/connection.dto';
import type { Answer, Problem } from './builders/callers';
import { made, World } from './builders/world';

const TRAVEL = { mode: 'bus', minutes: 25, costPence: 400, returnTripPossible: true };

describe('the steps of a connection', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  const read = async (caseId: string) => (await world.linkWorker.get<CaseView>(`cases/${caseId}`)).body;
  const step = <T = ConnectionView>(caseId: string, id: string, name: string, body: object = {}): Promise<Answer<T>> =>
    world.linkWorker.post<T>(`cases/${caseId}/connections/${id}/${name}`, body);

  it('lead from a suggestion that nobody hears of to sustained, each with its date and reason (CL-31)', async () => {
    const { id, referralId } = await world.supportedCase();
    const connectionId = await world.connect(id, { state: 'suggested' });
    expect((await read(id)).connections).toMatchObject([{ id: connectionId, state: 'suggested', askedAt: null, taskId: null }]);
    expect((await read(id)).nextAction).toMatchObject({ type: 'refer' });

    const agreed = await step(id, connectionId, 'agree', { travel: TRAVEL });
    expect(agreed).toMatchObject({ status: 200, body: { state: 'agreed', travel: TRAVEL, flags: [] } });
    await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded');

    const asked = await step(id, connectionId, 'refer', { consentToShare: true, reason: 'Likes plants' });
    expect(asked).toMatchObject({ status: 200, body: { state: 'referred' } });
    expect(asked.body.askedAt).toEqual(asked.body.requestedAt);
    await step(id, connectionId, 'accept', { waitingList: true });
    await step(id, connectionId, 'attended');
    await step(id, connectionId, 'attended');
    const paused = await step(id, connectionId, 'pause', { reason: 'person-unwell' });
    expect(paused.body).toMatchObject({ state: 'paused', reason: 'person-unwell', pausedFrom: 'attending' });
    await step(id, connectionId, 'resume');
    const { body } = await step(id, connectionId, 'sustain');
    expect(body.history.map(({ state, reason }) => [state, reason])).toEqual([
      ['suggested', null],
      ['agreed', null],
      ['referred', null],
      ['waiting-list', null],
      ['first-attended', null],
      ['attending', null],
      ['paused', 'person-unwell'],
      ['attending', null],
      ['sustained', null],
    ]);
    const said = await eventually(() => {
      const all = world.neighbours.saidOf(referralId).filter(({ name }) => name.startsWith('Connection'));
      expect(all).toHaveLength(8);
      return all;
    });
    expect(said[0]).toMatchObject({ name: 'ConnectionRequested', data: { connectionId, person: { reason: 'Likes plants' } } });
    expect(said.map(({ data }) => data.state)).toEqual([
      undefined,
      ...['referred', 'waiting-list', 'first-attended', 'attending', 'paused', 'attending', 'sustained'],
    ]);
    expect(said.map(({ raw }) => raw).join()).not.toContain('person-unwell');
  });

  it('are refused with both states named when they cannot follow: suggested→sustained is 409, and nothing has changed (CL-31)', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id, { state: 'suggested' });
    const before = await read(id);
    const refused = await step<Problem>(id, connectionId, 'sustain');
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'CONNECTION.TRANSITION_NOT_POSSIBLE',
        detail: 'A connection that is suggested cannot become sustained.',
        errors: [{ pointer: '/state', code: 'suggested-to-sustained' }],
      },
    });
    expect(await read(id)).toEqual(before);
    expect(await step<Problem>(id, connectionId, 'resume')).toMatchObject({ status: 409, body: { code: 'CONNECTION.NOT_PAUSED' } });
    const early = { reason: 'other', at: new Date(Date.now() - 86_400_000).toISOString() };
    expect(await step<Problem>(id, connectionId, 'decline', early)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/at', code: 'before-last-step' }] },
    });
    const late = { reason: 'other', at: new Date(Date.now() + 86_400_000).toISOString() };
    expect(await step<Problem>(id, connectionId, 'decline', late)).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'in-future' }] },
    });
    const strange = await step<Problem>(id, crypto.randomUUID(), 'agree', { travel: TRAVEL });
    expect(strange.status).toBe(404);
    const other = await world.callerOf({ kind: 'person', organisation: crypto.randomUUID(), roles: ['supervisor'] });
    expect((await other.post(`cases/${id}/connections/${connectionId}/agree`, { travel: TRAVEL })).status).toBe(404);
    const stale = await world.linkWorker.post(`cases/${id}/connections/${connectionId}/withdraw`, {}, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    const commissioner = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['commissioner'] });
    expect((await commissioner.post(`cases/${id}/connections/${connectionId}/withdraw`, {})).status).toBe(403);
  });

  it('end with what the person said, of which the sender hears only that they decided against it (CL-31)', async () => {
    const { id, referralId } = await world.supportedCase();
    const connectionId = await world.connect(id);
    const { body } = await step(id, connectionId, 'decline', { reason: 'money' });
    expect(body).toMatchObject({ state: 'declined-by-person', reason: 'money' });
    const last = await eventually(() => {
      const said = world.neighbours.saidOf(referralId).at(-1);
      expect(said?.data.state).toBe('declined-by-person');
      return said;
    });
    expect(last?.data.reason).toBeUndefined();
    expect((await read(id)).nextAction).toMatchObject({ type: 'find-alternative' });
  });

  it('need it on record how the person gets there and back before they agree (CL-34)', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id, { state: 'suggested' });
    expect(await step<Problem>(id, connectionId, 'agree')).toMatchObject({
      status: 409,
      body: { code: 'CONNECTION.TRAVEL_NOT_RECORDED', errors: [{ pointer: '/travel', code: 'travel-not-recorded' }] },
    });
    const travel = { ...TRAVEL, costPence: 1800, mode: 'taxi', fundablePence: 1800 };
    const recorded = await world.linkWorker.put<ConnectionView>(`cases/${id}/connections/${connectionId}/travel`, travel);
    expect(recorded).toMatchObject({ status: 200, body: { state: 'suggested', travel } });
    expect(await step(id, connectionId, 'agree')).toMatchObject({ status: 200, body: { state: 'agreed', travel } });
  });

  it('stay as they are when a provider answers for a closed case: each answer is kept, those of one moment told in one alert, nothing is lost (CL-31)', async () => {
    const { id, referralId } = await world.supportedCase();
    const connectionId = await world.connect(id);
    await step(id, connectionId, 'withdraw');
    const other = await world.connect(id);
    const task = world.task(await read(id), other);
    await step(id, other, 'decline', { reason: 'health' });
    await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    const closed = await read(id);
    const [first, at, later] = [0, 1000, 2000].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string, string];
    await world.neighbours.publish(made(TaskAccepted, { ...task, waitingList: false, acceptedAt: first }));
    await world.neighbours.publish(made(TaskAttended, { ...task, first: true, attendedAt: at }));
    await world.neighbours.publish(made(TaskCompleted, { ...task, outcome: 'stopped', completedAt: at }));
    await world.neighbours.publish(made(TaskAttended, { ...task, first: false, attendedAt: later }));
    const { connections, status } = await eventually(async () => {
      const now = await read(id);
      expect(now.connections[1]?.lateAnswers).toHaveLength(4);
      return now;
    });
    expect(status).toBe('closed');
    expect(connections[1]).toEqual(Object.assign({}, closed.connections[1], { lateAnswers: connections[1]?.lateAnswers }));
    expect(connections[1]?.lateAnswers.map(({ answer }) => answer).sort()).toEqual([
      'provider-accepted',
      'provider-attended',
      'provider-attended',
      'provider-completed',
    ]);
    const { body } = await world.supervisor.get<{ items: { caseId: string; code: string }[] }>('alerts');
    expect(body.items.filter(({ caseId }) => caseId === id).map(({ code }) => code)).toEqual([
      'late-provider-answer',
      'late-provider-answer',
      'late-provider-answer',
    ]);
    await eventually(() => {
      const told = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'CaseAlertRaised');
      expect(told.map(({ data }) => data.since)).toEqual([first, at, later]);
    });
  });

  it('end out of a pause when the provider says that the person kept coming (CL-31)', async () => {
    const { id } = await world.supportedCase();
    const connectionId = await world.connect(id);
    const task = world.task(await read(id), connectionId);
    await step(id, connectionId, 'accept');
    await step(id, connectionId, 'attended');
    await step(id, connectionId, 'pause', { reason: 'person-away' });
    await world.neighbours.publish(
      made(TaskCompleted, { ...task, outcome: 'sustained', completedAt: new Date(Date.now() + 1000).toISOString() }),
    );
    const { connections } = await eventually(async () => {
      const now = await read(id);
      expect(now.connections[0]?.state).toBe('sustained');
      return now;
    });
    expect(connections[0]?.history.map(({ state }) => state)).toEqual(['referred', 'accepted', 'first-attended', 'paused', 'sustained']);
  });
});
