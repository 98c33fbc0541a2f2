import { answersTo } from './hold';
import { nastyInputs } from './nasty-inputs';
import { startBenchWorld, type BenchWorld } from './world';

// How long the others wait meanwhile is measured by `npm run bench -- hold`; a careless reader takes minutes, which ends the test.
describe('the doors of a whole hub', () => {
  let bench: BenchWorld;

  beforeAll(async () => {
    bench = await startBenchWorld();
  });
  afterAll(() => bench.close());

  it('refuse what is made to cost much with a short answer, or take it', async () => {
    const found = await answersTo(bench, nastyInputs());
    const table = found.map(({ input, status, answered, hold }) => ({
      ...input,
      body: input.body.length,
      status,
      answered,
      hold: Math.round(hold),
    }));
    if (process.env['SHOW_HOLDS']) console.table(table);
    expect(table.filter(({ status }) => status >= 500)).toEqual([]);
    expect(table.filter(({ answered, status }) => status >= 300 && answered > 100_000)).toEqual([]);
  });

  const PROBLEM = 'application/problem+json';
  const FHIR = 'application/fhir+json';
  it.each([
    ['/api/referral-intake/schemes', PROBLEM],
    ['/api/caseload/cases', PROBLEM],
    ['/api/provider-gateway/services', PROBLEM],
    ['/api/outcomes/instruments', PROBLEM],
    ['/api/pipeline-monitor/journeys', PROBLEM],
    ['/api/identity/clients', PROBLEM],
    ['/identity/auth', PROBLEM],
    ['/identity/interaction/x', PROBLEM],
    ['/identity/setup/x', PROBLEM],
    ['/my/x', PROBLEM],
    ['/health/live', PROBLEM],
    ['/nowhere', PROBLEM],
    ['/fhir/R4/Task', FHIR],
    ['/fhir/provider/R4/Task', FHIR],
  ])('answer what is no text in the address in their own format, and leave no copy on the way: %s', async (path, type) => {
    for (const address of [
      `${path}?state=%00`,
      `${path}?state=%ff`,
      `${path}?state=%ed%a0%80`,
      `${path}%00`,
      `${path}/%ff`,
      `${path}/%zz`,
    ]) {
      const answer = await fetch(`${bench.url}${address}`);
      const { status, headers } = answer;
      expect([address, status, headers.get('content-type')?.split(';')[0], headers.get('cache-control')]).toEqual([
        address,
        400,
        type,
        'no-store',
      ]);
    }
    const wrong = await fetch(`${bench.url}${path}`, { method: 'PROPFIND' });
    expect([404, 405]).toContain(wrong.status);
    expect(wrong.headers.get('content-type')).toContain(type);
  });
});
