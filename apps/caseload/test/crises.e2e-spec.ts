import { randomUUID } from 'node:crypto';
import type { CaseView, CaseSummary } from '../src/cases/case.view';
import type { ReferBackView, WaitingCrisesView } from '../src/refer-backs/refer-back.dto';
import type { CallerOf } from './builders/callers';
import { World } from './builders/world';

const CRISIS = { reason: 'risk-to-self' };

describe('cases in crisis', () => {
  let world: World;
  let clinician: CallerOf;

  beforeAll(async () => {
    world = await World.make();
    clinician = await world.callerOf({ kind: 'person', organisation: world.organisation, roles: ['clinician'], name: 'Dr Amina Rahman' });
  });

  afterAll(() => world.close());

  it('stand first in every list, the one that must be acknowledged first on top, on whatever page it would have been (part of CL-22)', async () => {
    const opened: string[] = [];
    for (const _ of [1, 2, 3, 4, 5, 6]) opened.push((await world.allocatedCase()).id);
    const [a = '', b = '', c = '', later = '', sooner = '', f = ''] = opened;
    await world.linkWorker.post(`cases/${later}/refer-backs`, CRISIS);
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { crisisAcknowledgeMinutes: 5 });
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${sooner}/refer-backs`, CRISIS);
    // Another scheme of the organisation, and another organisation: neither is in the link worker's lists.
    const schemeId = await world.anotherScheme();
    const elsewhere = await world.openCase({ schemeId });
    await world.supervisor.post(`cases/${elsewhere.id}/refer-backs`, CRISIS);

    const expected = [sooner, later, a, b, c, f];
    for (const query of [
      '',
      'status=open&',
      'status=allocated&',
      'workerId=me&',
      'workerId=me&status=open&',
      `schemeId=${world.schemeId}&`,
    ])
      for (const limit of [1, 2, 3, 200]) expect(await listed(world.linkWorker, query, limit)).toEqual(expected);
    expect(await listed(world.supervisor, '', 2)).toEqual([sooner, later, elsewhere.id, a, b, c, f]);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect(await listed(stranger, '', 200)).toEqual([]);

    const [first, , third] = (await world.linkWorker.get<{ items: CaseSummary[] }>('cases')).body.items;
    expect([first?.crisis, third?.crisis]).toEqual([{ acknowledgeBy: sent.acknowledgeBy }, null]);
    await clinician.post(`cases/${sooner}/refer-backs/${sent.id}/acknowledge`, {});
    expect(await listed(world.linkWorker, '', 2)).toEqual([later, a, b, c, sooner, f]);
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
  });

  it.each([
    ['practice', 'Park Surgery'],
    ['scheme', 'Leeds North'],
  ])('sent to the %s name it as the one whose clinicians must acknowledge (part of CL-22)', async (to, name) => {
    const { id } = await world.supportedCase();
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, { ...CRISIS, to });
    expect(sent.toName).toBe(name);
    const { body: found } = await world.linkWorker.get<CaseView>(`cases/${id}`);
    expect(found.nextAction?.owner).toBe(`Clinician of ${name}`);
  });

  it('are counted for the supervisor and the clinicians who may see them, and for nobody else (part of CL-22)', async () => {
    const senderId = randomUUID();
    const { id } = await world.openCase({ senderId });
    const before = await waiting(clinician);
    const { body: sent } = await world.supervisor.post<ReferBackView>(`cases/${id}/refer-backs`, CRISIS);
    for (const caller of [clinician, world.supervisor]) expect((await waiting(caller)).count).toBe(before.count + 1);
    // Without an agreement, a clinician of the practice sees none (ID-01); nor does another organisation.
    for (const organisation of [senderId, randomUUID()]) {
      const theirs = await world.callerOf({ kind: 'person', organisation, roles: ['clinician'] });
      expect(await waiting(theirs)).toEqual({ count: 0, acknowledgeBy: null });
    }
    expect((await world.linkWorker.get('refer-backs/waiting')).status).toBe(403);
    await clinician.post(`cases/${id}/refer-backs/${sent.id}/acknowledge`, {});
    expect(await waiting(world.supervisor)).toEqual(before);
  });

  it('say which risks are active, and no longer those that were lifted (part of CL-23)', async () => {
    const { id } = await world.supportedCase();
    const risk = (code: string, active: boolean) =>
      world.supervisor.post(`cases/${id}/risks`, { code, active, note: 'Spoke with her GP.' });
    await risk('risk-to-self', true);
    await risk('medication', true);
    const found = async () => (await world.linkWorker.get<CaseView>(`cases/${id}`)).body.activeRisks;
    expect(await found()).toEqual(['medication', 'risk-to-self']);
    await risk('medication', false);
    expect(await found()).toEqual(['risk-to-self']);
  });

  /** The ids of a list, read page by page. */
  async function listed(caller: CallerOf, query: string, limit: number): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `cases?${query}limit=${String(limit)}${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await caller.get<{ items: CaseSummary[]; nextCursor: string | null }>(path);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    return ids;
  }

  async function waiting(caller: CallerOf): Promise<WaitingCrisesView> {
    return (await caller.get<WaitingCrisesView>('refer-backs/waiting')).body;
  }
});
