import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import { PERSON, World } from './builders/world';

describe('a direct scheme', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  async function direct(settings: object = {}, isAgreed = true): Promise<{ schemeId: string; ownerId: string }> {
    const schemeId = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId, name: 'Straight to advice' }));
    if (isAgreed) await world.agree({ schemeId });
    const ownerId = await world.register('Ann Advice', { schemeIds: [schemeId] });
    const told = { model: 'direct', directOwnerWorkerId: ownerId, directServiceId: world.serviceId, ...settings };
    await eventually(async () => {
      const { status } = await world.supervisor.put(`schemes/${schemeId}/settings`, told);
      expect(status).toBe(200);
    });
    return { schemeId, ownerId };
  }

  it('requests the connection at once when a referral is accepted, with its owner set and no allocation step (RF-07)', async () => {
    const { schemeId, ownerId } = await direct();
    const opened = await world.openCase({ schemeId, needs: ['debt'] });
    expect(opened).toMatchObject({
      status: 'allocated',
      worker: { id: ownerId, name: 'Ann Advice' },
      nextAction: { owner: 'Ann Advice' },
      connections: [{ serviceId: world.serviceId, state: 'referred', needs: ['debt'], consentToShare: false }],
    });
    const said = await world.said(opened.referralId, 'CaseOpened', 'CaseAllocated', 'ConnectionRequested', 'ConnectionProgressed');
    expect(said[1]?.data).toMatchObject({ workerId: ownerId });
    expect(said[2]?.data).toMatchObject({ person: { name: { text: 'Grace' } } });
    const queue = await world.supervisor.get<{ items: object[] }>(`cases?status=unallocated&schemeId=${schemeId}`);
    expect(queue.body.items).toEqual([]);
  });

  it('passes on the details where its senders have the consent for it (RF-07)', async () => {
    const { schemeId } = await direct({ directSharesDetails: true });
    const { referralId } = await world.openCase({ schemeId });
    const said = await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ConnectionRequested', 'ConnectionProgressed');
    expect(said[2]?.data).toMatchObject({ consentToShare: true, person: { phone: PERSON.phone } });
    expect(JSON.stringify(said[2]?.data)).not.toContain(PERSON.nhsNumber);
  });

  it('passes on nothing of the person without an agreement with the service, whatever the scheme has set (part of ID-01)', async () => {
    const { schemeId } = await direct({ directSharesDetails: true }, false);
    const { referralId } = await world.openCase({ schemeId });
    const said = await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ConnectionRequested', 'ConnectionProgressed');
    expect([said[2]?.data.consentToShare, said[2]?.data.person]).toEqual([false, undefined]);
  });

  it('has its owner find something else when its service takes nobody just now (RF-07)', async () => {
    const serviceId = randomUUID();
    await world.neighbours.publish(world.service({ serviceId, name: 'Closed for now', status: 'inactive' }));
    await eventually(async () => {
      const { body } = await world.supervisor.get<{ items: object[] }>('services');
      expect(body.items.length).toBeGreaterThan(1);
    });
    const { schemeId, ownerId } = await direct({ directServiceId: serviceId });
    const opened = await world.openCase({ schemeId });
    expect(opened).toMatchObject({ status: 'allocated', worker: { id: ownerId }, connections: [] });
    const { body } = await world.supervisor.get<{ items: object[] }>(`cases/${opened.id}/actions`);
    expect(body.items).toMatchObject([{ type: 'find-alternative', ownerKind: 'worker' }]);
  });
});
