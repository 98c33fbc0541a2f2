import { eventually, webhookReceiver, type WebhookReceiver } from '#libs/testing';
import { Gateway, type RegisteredEndpoint } from './builders/gateway';

describe('a connection at its provider', () => {
  let gateway: Gateway;
  let charity: WebhookReceiver;
  let endpoint: RegisteredEndpoint;

  beforeAll(async () => {
    charity = await webhookReceiver();
    gateway = await Gateway.start();
    endpoint = await gateway.endpoint(charity.url);
    charity.trust(endpoint.secret);
  });

  afterAll(async () => {
    await gateway.close();
    await charity.close();
  });

  it('is told by a signed webhook, and reads, accepts, reports and completes the task', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const connection = gateway.connection();
    const eventId = await gateway.others.publish(connection, { correlationId: 'from-the-gp', traceparent });

    const webhook = await eventually(() => charity.accepted.find(({ id }) => id === eventId) ?? Promise.reject(new Error('no webhook')));
    expect(webhook.verified).toBe(true);
    expect(webhook.headers).toMatchObject({ traceparent, 'x-correlation-id': 'from-the-gp', 'content-type': 'application/json' });
    const taskId = String(webhook.json.data.taskId);
    expect(webhook.json).toEqual({
      type: 'connection.requested',
      timestamp: expect.any(String) as string,
      data: {
        taskId,
        connectionId: connection.connectionId,
        serviceId: gateway.serviceId,
        sequence: 1,
        needs: ['loneliness'],
        respondBy: connection.respondBy,
        url: `${gateway.issuer.url}/api/provider-gateway/tasks/${taskId}`,
      },
    });
    expect(webhook.body).not.toContain('Okafor');

    const before = await gateway.call('GET', `tasks/${taskId}`, undefined, gateway.provider);
    expect(before.body.person).toEqual({ firstName: 'Ada', reason: 'Alone since her husband died' });
    const accepted = await gateway.call('POST', `tasks/${taskId}/accept`, undefined, gateway.provider, {
      'x-correlation-id': 'from-the-charity',
    });
    expect(accepted).toMatchObject({ status: 200, body: { status: 'accepted', businessStatus: 'accepted' } });
    expect(accepted.body.person).toEqual({
      ...{ firstName: 'Ada', name: 'Ada Okafor', phone: '020 7946 0000', birthDate: '1950-02-03' },
      reason: 'Alone since her husband died',
    });
    const attended = await gateway.call('POST', `tasks/${taskId}/attended`, { at: '2026-11-21T10:00:00Z' }, gateway.provider);
    expect(attended).toMatchObject({ status: 200, body: { status: 'in-progress', businessStatus: 'first-attended' } });
    const missed = await gateway.call('POST', `tasks/${taskId}/not-attended`, {}, gateway.provider);
    expect(missed.body.status).toBe('in-progress');
    const completed = await gateway.call('POST', `tasks/${taskId}/complete`, { outcome: 'sustained' }, gateway.provider);
    expect(completed).toMatchObject({
      status: 200,
      body: { status: 'completed', businessStatus: 'sustained', person: { firstName: 'Ada' } },
    });

    const told = await eventually(() => {
      const types = gateway.others.published.filter(({ subject }) => subject === connection.referralId);
      expect(types.map(({ type }) => type)).toEqual([
        ...['task.requested.v1', 'task.notified.v1', 'task.accepted.v1', 'task.attended.v1', 'task.not-attended.v1', 'task.completed.v1'],
      ]);
      return types;
    });
    expect(told[1]).toMatchObject({ correlationId: 'from-the-gp', data: { taskId, attempts: 1 } });
    expect(told[2]).toMatchObject({ correlationId: 'from-the-charity', data: { waitingList: false } });
    expect(told[3]?.data).toMatchObject({ first: true, attendedAt: '2026-11-21T10:00:00.000Z' });
  });
});
