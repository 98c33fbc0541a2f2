import { randomUUID } from 'node:crypto';
import type { ServicePublished } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { AvoidSettingList } from '../src/avoid-settings/avoid-setting.dto';
import type { CaseView } from '../src/cases/case.view';
import type { CallerOf, Problem } from './builders/callers';
import { World } from './builders/world';

describe('settings that a person avoids', () => {
  let world: World;
  let colleague: CallerOf;
  let services: Record<string, string>;

  beforeAll(async () => {
    world = await World.make();
    const sub = randomUUID();
    await world.register('Tom Reed', { accountSubject: sub });
    colleague = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
    services = {
      group: await publish('Lunch club', ['group']),
      small: await publish('Small walks', ['small-group']),
      single: await publish('Befriending', ['one-to-one', 'home']),
      debt: await publish('Debt advice', ['one-to-one'], ['debt']),
    };
  });

  afterAll(() => world.close());

  async function publish(name: string, settings: ServicePublished['settings'], needs: ServicePublished['needs'] = ['loneliness']) {
    const serviceId = randomUUID();
    await world.neighbours.publish(world.service({ serviceId, name, needs, settings: settings ?? [] }));
    await eventually(async () => {
      const { body } = await world.supervisor.get<{ items: { id: string }[] }>('services?limit=200');
      expect(body.items.map(({ id }) => id)).toContain(serviceId);
    });
    return serviceId;
  }

  const told = (serviceId = '', more: object = {}) => {
    return { serviceId, levelOfSupport: 'told', needs: ['loneliness'], consentToShare: false, ...more };
  };

  async function avoidingGroups(): Promise<CaseView> {
    const found = await world.supportedCase();
    const kept = await world.linkWorker.post<AvoidSettingList>(`cases/${found.id}/avoid-settings`, {
      setting: 'group',
      note: 'One incident',
    });
    expect(kept).toMatchObject({ status: 200, body: { items: [{ setting: 'group', note: 'One incident' }], acknowledgements: [] } });
    return found;
  }

  it("warn before a referral to a 'group' can be sent, and offer one-to-one and graded alternatives; nothing is sent (CL-20)", async () => {
    const { id, referralId } = await avoidingGroups();
    const warned = await world.linkWorker.post<Problem>(`cases/${id}/connections`, told(services.group));
    expect(warned).toMatchObject({ status: 409, body: { code: 'CONNECTION.AVOIDED_SETTING' } });
    expect(warned.body.errors).toMatchObject([
      { pointer: '/serviceId', code: 'avoided-setting' },
      {
        pointer: `/alternatives/${services.single ?? ''}`,
        code: 'alternative',
        detail: 'Befriending, from Allotment Trust: one-to-one, home',
      },
      { pointer: `/alternatives/${services.small ?? ''}`, code: 'alternative' },
    ]);
    await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded');

    const suggested = await world.linkWorker.post<{ id: string }>(`cases/${id}/connections`, told(services.group, { state: 'suggested' }));
    const at = `cases/${id}/connections/${suggested.body.id}`;
    await world.linkWorker.post(`${at}/agree`, { travel: { mode: 'walk', minutes: 5, costPence: 0, returnTripPossible: true } });
    const again = await world.linkWorker.post<Problem>(`${at}/refer`, { consentToShare: false });
    expect(again).toMatchObject({ status: 409, body: { code: 'CONNECTION.AVOIDED_SETTING' } });
    const silent = await world.linkWorker.post<Problem>(`${at}/refer`, { consentToShare: false, acknowledgeWarnings: true });
    expect(silent).toMatchObject({ status: 422, body: { errors: [{ pointer: '/acknowledgeReason', code: 'required' }] } });
    const reason = 'They want to try it once.';
    const sent = await world.linkWorker.post(`${at}/refer`, {
      consentToShare: false,
      acknowledgeWarnings: true,
      acknowledgeReason: reason,
    });
    expect(sent).toMatchObject({ status: 200, body: { state: 'referred' } });
    const { body } = await world.linkWorker.get<AvoidSettingList>(`cases/${id}/avoid-settings`);
    expect(body.acknowledgements).toMatchObject([{ serviceId: services.group, reason }]);
    const said = await eventually(() => {
      const all = world.neighbours.saidOf(referralId);
      expect(all).toHaveLength(5);
      return all;
    });
    const raw = JSON.stringify([said.map((event) => event.raw), (await world.supervisor.get(`cases/${id}`)).body]);
    for (const restricted of ['group"', 'One incident', reason]) expect(raw).not.toContain(restricted);
  });

  it('say nothing when the service meets people in another way (CL-20)', async () => {
    const { id } = await avoidingGroups();
    expect((await world.linkWorker.post(`cases/${id}/connections`, told(services.single))).status).toBe(201);
  });

  it('are for the worker of the case, supervisors and whom they name alone: another worker of the scheme gets 404 (CL-20)', async () => {
    const { id } = await avoidingGroups();
    expect((await world.supervisor.get(`cases/${id}/avoid-settings`)).status).toBe(200);
    expect((await colleague.get(`cases/${id}/avoid-settings`)).status).toBe(404);
    expect((await colleague.post(`cases/${id}/avoid-settings`, { setting: 'online' })).status).toBe(404);
    const theirs = await colleague.post<Problem>(`cases/${id}/connections`, told(services.group, { acknowledgeWarnings: true }));
    expect(theirs).toMatchObject({ status: 409, body: { code: 'CONNECTION.RESTRICTED_CHECK_NEEDED' } });
    expect(JSON.stringify(theirs.body)).not.toContain('group');
    const { body: workers } = await world.supervisor.get<{ items: { id: string; name: string }[] }>('workers');
    const workerId = workers.items.find(({ name }) => name === 'Tom Reed')?.id;
    await world.linkWorker.post(`cases/${id}/named-readers`, { workerId });
    expect((await colleague.get(`cases/${id}/avoid-settings`)).status).toBe(200);
  });

  it('no longer warn once they have ended (CL-20)', async () => {
    const { id } = await avoidingGroups();
    const { body } = await world.linkWorker.get<AvoidSettingList>(`cases/${id}/avoid-settings`);
    const ended = await world.linkWorker.post<AvoidSettingList>(`cases/${id}/avoid-settings/${body.items[0]?.id ?? ''}/end`, {});
    expect(ended.body.items).toEqual([]);
    expect((await world.linkWorker.post(`cases/${id}/connections`, told(services.group))).status).toBe(201);
  });

  it("stand beside the sender's rule of contact, which the link worker sees on the case (part of CL-12)", async () => {
    const { id } = await world.openCase({ contactProhibited: true });
    const { body } = await world.supervisor.get<CaseView>(`cases/${id}`);
    expect(body.contactRule).toBe('contacting-subject-prohibited');
    expect((await world.openCase()).contactRule).toBeNull();
  });
});
