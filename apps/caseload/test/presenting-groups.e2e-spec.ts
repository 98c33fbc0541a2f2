import { randomUUID } from 'node:crypto';
import type { CaseView } from '../src/cases/case.view';
import type { PresentingGroupsReport } from '../src/presenting-groups/case-details.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

describe('what a case says of a person', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('keeps every presenting group that applies (part of CL-40)', async () => {
    const [first, second] = [await world.allocatedCase(), await world.allocatedCase()];
    const both = ['lonely-or-isolated', 'long-term-condition'];
    const put = await world.linkWorker.put<CaseView>(`cases/${first.id}/presenting-groups`, { presentingGroups: both });
    expect([put.status, put.body.presentingGroups.toSorted()]).toEqual([200, both]);
    const patched = await world.linkWorker.patch<CaseView>(`cases/${second.id}`, { presentingGroups: ['lonely-or-isolated'] });
    expect([patched.status, patched.body.presentingGroups]).toEqual([200, ['lonely-or-isolated']]);
    const { body } = await world.supervisor.get<CaseView>(`cases/${first.id}`);
    expect(body.presentingGroups.toSorted()).toEqual(both);
  });

  it('is counted by scheme in months that are over, with fewer than 8 hidden, and the same whenever it is read (CL-40)', async () => {
    const [one, two] = [await world.anotherScheme(), await world.anotherScheme()];
    const group = async (schemeId: string, count: number, ...presentingGroups: string[]) => {
      for (let index = 0; index < count; index += 1) {
        const { id } = await world.openCase({ schemeId });
        const { status } = await world.supervisor.put(`cases/${id}/presenting-groups`, { presentingGroups });
        expect(status).toBe(200);
      }
    };
    await group(one, 8, 'lonely-or-isolated', 'long-term-condition');
    await group(one, 7, 'lonely-or-isolated');
    await group(two, 1, 'lonely-or-isolated');
    const read = async (schemeId?: string) => {
      const of = schemeId === undefined ? '' : `?schemeId=${schemeId}`;
      const { body } = await world.supervisor.get<PresentingGroupsReport>(`reports/presenting-groups${of}`);
      const counts = Object.fromEntries(body.items.map(({ group, cases }) => [group, cases]));
      const { month, cases, withoutGroup } = body;
      return { month, cases, withoutGroup, counts };
    };
    const begun = await read(one);
    expect([begun.cases, begun.counts['lonely-or-isolated']]).toEqual([0, 0]);
    world.passes({ days: 31 });
    const ended = await read(one);
    expect(ended).toMatchObject({ cases: 15, withoutGroup: 0 });
    expect(ended.counts).toMatchObject({ 'lonely-or-isolated': 15, 'long-term-condition': 10, 'frequent-attender': 0 });
    expect((await read(two)).counts).toMatchObject({ 'lonely-or-isolated': null });
    const all = await read();
    expect([all.cases, all.counts['lonely-or-isolated']]).toEqual([15, 15]);
    await group(one, 8, 'frequent-attender');
    expect(await read(one)).toEqual(ended);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    const theirs = await stranger.get<PresentingGroupsReport>(`reports/presenting-groups?schemeId=${one}`);
    expect(theirs.body).toMatchObject({ cases: 0, withoutGroup: 0 });
  });

  it('refuses a group that is not known, and an older version with 412', async () => {
    const { id, version } = await world.allocatedCase();
    const wrong = await world.linkWorker.put<Problem>(`cases/${id}/presenting-groups`, { presentingGroups: ['poor'] });
    expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([400, '/presentingGroups']);
    const groups = { presentingGroups: ['frequent-attender'] };
    await world.linkWorker.put(`cases/${id}/presenting-groups`, groups, { 'if-match': `"${String(version)}"` });
    const late = await world.linkWorker.put<Problem>(`cases/${id}/presenting-groups`, groups, { 'if-match': `"${String(version)}"` });
    expect(late.status).toBe(412);
  });

  it.each(['diagnosis', 'diagnoses', 'medication', 'medications', 'conditions', 'allergies'])(
    'does not let a link worker write %s, and changes nothing (CL-25)',
    async (field) => {
      const { id, version } = await world.allocatedCase();
      const body = { [field]: 'F32.1', presentingGroups: ['mental-health-need'] };
      const refused = await world.linkWorker.patch<Problem>(`cases/${id}`, body);
      expect([refused.status, refused.body.code]).toEqual([403, 'CASE.CLINICAL_RECORD']);
      expect(refused.body.errors).toMatchObject([{ pointer: `/${field}`, code: 'clinical-record' }]);
      expect((await world.linkWorker.get<CaseView>(`cases/${id}`)).body).toMatchObject({ version, presentingGroups: [] });
    },
  );

  it('shows a link worker the minimum a referral tells, and nothing clinical (CL-25)', async () => {
    const { id } = await world.allocatedCase();
    const { body } = await world.linkWorker.get<CaseView>(`cases/${id}`);
    const allowed = ['name', 'birthDate', 'nhsNumber', 'phone', 'email', 'postcode', 'reason', 'accessNeeds'];
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(body.person ?? {})));
    expect(Object.keys(body).join(' ')).not.toMatch(/diagnos|medicat|condition|allerg/i);
  });
});
