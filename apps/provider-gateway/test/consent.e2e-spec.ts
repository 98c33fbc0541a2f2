import { randomUUID } from 'node:crypto';
import { ConsentRecorded } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { Gateway } from './builders/gateway';

describe("the person's word on what providers see", () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  afterAll(() => gateway.close());

  it('falls back to the least at once when it is withdrawn, and comes back when it is given again (GV-01)', async () => {
    const connection = gateway.connection();
    await gateway.others.publish(connection);
    const id = await eventually(async () => {
      const { body } = await gateway.call('GET', 'tasks', undefined, gateway.provider);
      const found = (body.items as { id: string; connectionId: string }[]).find((task) => task.connectionId === connection.connectionId);
      if (!found) throw new Error('There is no task yet');
      return found.id;
    });
    await gateway.call('POST', `tasks/${id}/accept`, undefined, gateway.provider);
    const read = async () => (await gateway.call('GET', `tasks/${id}`, undefined, gateway.provider)).body;
    const full = (await read()).person;
    expect(full).toMatchObject({ name: 'Ada Okafor' });

    await consent(connection.referralId, 'withdrawn');
    await eventually(async () => {
      expect(await read()).toMatchObject({ person: { firstName: 'Ada' }, consentToShare: false, status: 'accepted' });
    });
    expect((await read()).person).toEqual({ firstName: 'Ada' });
    await consent(connection.referralId, 'given');
    await eventually(async () => {
      expect((await read()).person).toEqual(full);
    });
  });

  function consent(referralId: string, decision: 'given' | 'withdrawn') {
    const facts = { referralId, caseId: randomUUID(), consentId: randomUUID(), purpose: 'share-with-provider', decision };
    return gateway.others.publish(Object.assign(new ConsentRecorded(), facts, { at: new Date().toISOString() }));
  }
});
