import type { Task } from '@medplum/fhirtypes';
import { published } from '#libs/testing';
import { Intake, referral } from './intake';

describe('PUT /fhir/R4/Task/{id}', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  async function sent(): Promise<Task> {
    const { body } = await intake.fhir('POST', '', { body: referral() });
    const id = body.entry?.[1]?.response?.location?.split('/')[1] ?? '';
    return (await intake.fhir('GET', `/Task/${id}`)).body as unknown as Task;
  }
  const put = (task: Task, headers: Record<string, string> = {}) => intake.fhir('PUT', `/Task/${task.id ?? ''}`, { body: task, headers });

  it.each([
    ['cancelled', 'withdrawn'],
    ['entered-in-error', 'entered-in-error'],
  ] as const)('ends the referral when its sender sets %s, once', async (status, code) => {
    const task = await sent();
    const answer = await put({ ...task, status }, { 'if-match': 'W/"1"' });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(answer.body).toMatchObject({ status, businessStatus: { coding: [{ code }] } });
    // As a client does that got no answer: the same request again, and once with what it has read since.
    for (const repeat of [await put({ ...task, status }, { 'if-match': 'W/"1"' }), await put(answer.body as unknown as Task)])
      expect([repeat.status, repeat.headers.get('etag'), repeat.body]).toEqual([200, 'W/"2"', answer.body]);
    const other = status === 'cancelled' ? 'entered-in-error' : 'cancelled';
    const changed = await put({ ...(answer.body as unknown as Task), status: other });
    expect([changed.status, changed.body.issue?.[0]?.code]).toEqual([422, 'business-rule']);
  });

  it('tells the other services once, however often it is sent', async () => {
    const task = await sent();
    for (let times = 0; times < 3; times += 1) expect((await put({ ...task, status: 'cancelled' })).status).toBe(200);
    const events = await published(intake.database.urls['bus'] ?? '', 'referral-intake.referral.v1');
    const told = events.filter(({ name, message }) => name === 'referral.withdrawn.v1' && message.subject === task.id);
    expect(told).toHaveLength(1);
  });

  it('refuses any other change, an older version, and an id of another sender, and changes nothing', async () => {
    const task = await sent();
    const touched = await put({ ...task, status: 'cancelled', priority: 'stat', description: 'More urgent now' });
    expect(touched.status).toBe(422);
    expect(touched.body.issue?.flatMap(({ expression }) => expression ?? []).sort()).toEqual(['Task.description', 'Task.priority']);
    expect((await put({ ...task, status: 'completed' })).body.issue?.[0]?.expression).toEqual(['Task.status']);
    expect((await put({ ...task, status: 'cancelled' }, { 'if-match': 'W/"7"' })).status).toBe(412);
    expect((await put({ ...task, status: 'bogus' as never })).status).toBe(400);
    const token = await intake.token({ clientId: 'other' });
    expect((await intake.fhir('PUT', `/Task/${task.id ?? ''}`, { body: { ...task, status: 'cancelled' }, token })).status).toBe(404);
    expect((await intake.fhir('GET', `/Task/${task.id ?? ''}`)).body).toEqual(task);
  });

  it('tells the other services', async () => {
    const task = await sent();
    await put({ ...task, status: 'cancelled' });
    const events = await published(intake.database.urls['bus'] ?? '', 'referral-intake.referral.v1');
    expect(JSON.stringify(events)).toContain('referral.withdrawn');
  });
});
