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

  it('keeps every presenting group that applies, and the report counts each (CL-40)', async () => {
    const [first, second] = [await world.allocatedCase(), await world.allocatedCase()];
    await world.allocatedCase();
    const both = ['lonely-or-isolated', 'long-term-condition'];
    const put = await world.linkWorker.put<CaseView>(`cases/${first.id}/presenting-groups`, { presentingGroups: both });
    expect([put.status, put.body.presentingGroups.toSorted()]).toEqual([200, both]);
    const patched = await world.linkWorker.patch<CaseView>(`cases/${second.id}`, { presentingGroups: ['lonely-or-isolated'] });
    expect([patched.status, patched.body.presentingGroups]).toEqual([200, ['lonely-or-isolated']]);
    const { body } = await world.supervisor.get<CaseView>(`cases/${first.id}`);
    expect(body.presentingGroups.toSorted()).toEqual(both);
    const report = (await world.supervisor.get<PresentingGroupsReport>(`reports/presenting-groups?schemeId=${world.schemeId}`)).body;
    expect(report).toMatchObject({ cases: 3, withoutGroup: 1 });
    const counts = Object.fromEntries(report.items.map(({ group, cases }) => [group, cases]));
    expect(counts).toMatchObject({ 'lonely-or-isolated': 2, 'long-term-condition': 1, 'frequent-attender': 0 });
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
