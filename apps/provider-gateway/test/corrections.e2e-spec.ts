import { CasePersonCorrected, type ConnectionRequested } from '#libs/contracts';
import { eventually, webhookReceiver } from '#libs/testing';
import { Gateway } from './builders/gateway';

const RIGHT = '020 7946 0009';

/** What providers hear when something wrong was held of a person whom they support (GV-08). */
describe('The correction of a person', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  afterAll(() => gateway.close());

  it('reaches a task that was asked for with what was wrong, and tells each provider whose task goes on, of nobody by name', async () => {
    const charity = await webhookReceiver();
    charity.trust((await gateway.endpoint(charity.url)).secret);
    const open = gateway.connection();
    const ended = gateway.connection({ referralId: open.referralId });
    await gateway.others.publish(ended);
    await gateway.call('POST', `tasks/${await taskOf(ended)}/decline`, { reason: 'no-capacity' }, gateway.provider);
    await gateway.others.publish(open);
    const id = await taskOf(open);
    await gateway.call('POST', `tasks/${id}/accept`, undefined, gateway.provider);
    const facts = { referralId: open.referralId, caseId: open.caseId, at: new Date().toISOString() };
    await gateway.others.publish(Object.assign(new CasePersonCorrected(), { ...facts, fields: ['phone'], correction: { phone: RIGHT } }));

    const told = await eventually(() => {
      const [found] = charity.received.filter(({ json }) => json.type === 'connection.updated');
      if (!found) throw new Error('Nothing was told yet');
      return found;
    });
    expect([told.verified, told.json.data['taskId']]).toEqual([true, id]);
    expect(told.body).not.toContain(RIGHT);
    expect((await gateway.call('GET', `tasks/${id}`, undefined, gateway.provider)).body).toMatchObject({
      person: { phone: RIGHT },
      version: 3,
    });

    // Again, with another phone: what was told is told once for each correction, and never of the task that has ended.
    await gateway.others.publish(Object.assign(new CasePersonCorrected(), { ...facts, fields: ['phone'], correction: {} }));
    await eventually(() => {
      expect(charity.received.filter(({ json }) => json.type === 'connection.updated')).toHaveLength(2);
    });
    expect(charity.received.filter(({ json }) => json.type === 'connection.updated').map(({ json }) => json.data['taskId'])).toEqual([
      id,
      id,
    ]);
    expect((await gateway.call('GET', `tasks/${id}`, undefined, gateway.provider)).body.person).not.toHaveProperty('phone');
    await charity.close();
  });

  it('gives a provider that knows a first name the right first name, and tells it nothing of what it never had', async () => {
    const charity = await webhookReceiver();
    charity.trust((await gateway.endpoint(charity.url)).secret);
    const first = { name: { given: ['Ada'], text: 'Ada' } };
    const connection = gateway.connection({ consentToShare: false, person: first });
    await gateway.others.publish(connection);
    const id = await taskOf(connection);
    const facts = { referralId: connection.referralId, caseId: connection.caseId, at: new Date().toISOString() };
    await gateway.others.publish(Object.assign(new CasePersonCorrected(), { ...facts, fields: ['phone'], correction: { phone: RIGHT } }));
    const name = { family: 'Okonkwo', given: ['Ida', 'Ruth'], text: 'Ida Ruth Okonkwo' };
    await gateway.others.publish(Object.assign(new CasePersonCorrected(), { ...facts, fields: ['name'], correction: { name } }));
    await eventually(() => {
      expect(charity.received.filter(({ json }) => json.type === 'connection.updated')).toHaveLength(1);
    });
    expect((await gateway.call('GET', `tasks/${id}`, undefined, gateway.provider)).body.person).toEqual({ firstName: 'Ida' });
    await charity.close();
  });

  function taskOf({ connectionId }: ConnectionRequested): Promise<string> {
    return eventually(async () => {
      const { body } = await gateway.call('GET', 'tasks', undefined, gateway.provider);
      const found = (body.items as { id: string; connectionId: string }[]).find((task) => task.connectionId === connectionId);
      if (!found) throw new Error('There is no task yet');
      return found.id;
    });
  }
});
