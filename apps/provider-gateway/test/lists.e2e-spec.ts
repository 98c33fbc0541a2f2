import { eventually, type TestPerson } from '#libs/testing';
import { Gateway } from './builders/gateway';

/** Two charities of one hub, each with two services, one task and one endpoint. */
describe('What a list of provider-gateway holds', () => {
  let gateway: Gateway;
  const charities: { providerId: string; provider: TestPerson; serviceIds: string[]; endpointId: string; taskId: string }[] = [];

  beforeAll(async () => {
    gateway = await Gateway.start();
    for (const [name, requestedAt] of [
      ['Allotments', '2026-11-02T09:00:00Z'],
      ['Choir', '2026-11-01T09:00:00Z'],
    ] as const) {
      await gateway.registerProvider(name);
      const serviceIds = [String((await gateway.offer()).body['id']), String((await gateway.offer({ name: 'Another' })).body['id'])];
      gateway.serviceId = serviceIds[0] ?? '';
      const connection = gateway.connection({ requestedAt });
      await gateway.others.publish(connection);
      const taskId = await eventually(() => {
        const told = gateway.others.of('task.requested.v1').find(({ data }) => data['connectionId'] === connection.connectionId);
        if (!told) throw new Error('There is no task yet');
        return String(told.data['taskId']);
      });
      const { id: endpointId } = await gateway.endpoint('http://127.0.0.1:9/hook');
      charities.push({ providerId: gateway.providerId, provider: gateway.provider, serviceIds: serviceIds.sort(), endpointId, taskId });
    }
  });

  afterAll(() => gateway.close());

  const list = async (path: string, caller: TestPerson) => {
    const { body } = await gateway.call('GET', path, undefined, caller);
    return { ids: body.items.map(({ id }) => id), next: String(body['nextCursor']) };
  };

  it('is, of services, each once, page by page', async () => {
    const [allotments] = charities;
    if (!allotments) throw new Error('There is no charity');
    const of = `services?providerId=${allotments.providerId}&limit=1`;
    const first = await list(of, allotments.provider);
    const second = await list(`${of}&cursor=${first.next}`, allotments.provider);
    expect([...first.ids, ...second.ids]).toEqual(allotments.serviceIds);
    expect(second.next).toBe('null');
  });

  it('is, of endpoints, those of the provider that an operator asks for', async () => {
    for (const { providerId, endpointId } of charities)
      expect((await list(`endpoints?providerId=${providerId}`, gateway.operator)).ids).toEqual([endpointId]);
  });

  it("is, of tasks, one's own alone: a place in the list of another charity is no place in it", async () => {
    const [allotments, choir] = charities;
    if (!allotments || !choir) throw new Error('There are no two charities');
    const place = Buffer.from(JSON.stringify([allotments.taskId])).toString('base64url');
    expect((await list('tasks', choir.provider)).ids).toEqual([choir.taskId]);
    expect((await list(`tasks?cursor=${place}`, choir.provider)).ids).toEqual([]);
  });

  it('does not tell another charity that an endpoint exists, whatever is wrong with its request', async () => {
    const [allotments, choir] = charities;
    if (!allotments || !choir) throw new Error('There are no two charities');
    const wrong = (caller: TestPerson) => gateway.call('PATCH', `endpoints/${allotments.endpointId}`, { status: 'asleep' }, caller);
    expect([(await wrong(allotments.provider)).status, (await wrong(choir.provider)).status]).toEqual([400, 404]);
  });
});
