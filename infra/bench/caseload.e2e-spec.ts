import { caseload } from './caseload';

// How long the lists take is measured by `npm run bench -- caseload`, on a million cases.
describe('the bench of the caseload', () => {
  it('reads every list of a made-up caseload, in which the nightly check finds nothing wrong', async () => {
    const { figures, limits } = await caseload({ organisations: 2, schemes: 4, workers: 8, cases: 400, open: 200 }, 20);
    const lists = ['myCases', 'unallocatedQueue', 'limboOfWorker', 'limboOfScheme', 'limboOfOrganisation'];
    expect(Object.keys(figures)).toEqual([...lists.flatMap((list) => [`${list}P50`, `${list}P99`]), 'invariantCheck']);
    expect(Object.values({ ...figures, ...limits }).every(({ value }) => value > 0 && Number.isFinite(value))).toBe(true);
  });
});
