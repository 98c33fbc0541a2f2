import { Intake, referral } from './intake';

describe('a request at the FHIR door', () => {
  let intake: Intake;

  beforeAll(async () => {
    intake = await Intake.start();
  });
  afterAll(() => intake.close());

  it('is refused when a name stands twice in one object, with the place as FHIRPath', async () => {
    const text = JSON.stringify(referral()).replace('"intent":"order"', '"doNotPerform":true,"doNotPerform":false,"intent":"order"');
    const { status, body } = await intake.fhir('POST', '', { body: text });
    expect([status, body.issue?.[0]?.code, body.issue?.[0]?.expression]).toEqual([400, 'structure', ['entry[1].resource.doNotPerform']]);
  });

  it('is refused when it has more values than can be checked while others wait', async () => {
    const codes = Array.from({ length: 7000 }, (_, n) => ({ system: 'https://gp.example/code', code: String(n) }));
    const { status, body } = await intake.fhir('POST', '', { body: { resourceType: 'Bundle', type: 'transaction', extension: codes } });
    expect([status, body.issue?.[0]?.code]).toEqual([400, 'too-long']);
  });

  it.each<[string, string, string, object, number]>([
    ['a method that the address does not answer', 'DELETE', '/Task/1', {}, 405],
    ['a representation that is not JSON', 'GET', '/metadata', { headers: { accept: 'application/fhir+xml' } }, 406],
    ['a JSON patch', 'POST', '', { body: '[]', type: 'application/json-patch+json' }, 415],
    ['a form', 'POST', '', { body: 'a=1', type: 'application/x-www-form-urlencoded' }, 415],
    ['an id of 501 characters', 'GET', `/Task/${'x'.repeat(501)}`, {}, 414],
    ['malformed escapes', 'GET', '/Task/%zz', {}, 400],
    ['bytes in its address that are not UTF-8', 'GET', '/Task?_id=%ff', {}, 400],
  ])('that asks for %s is answered with an OperationOutcome', async (_what, method, path, options, status) => {
    const answer = await intake.fhir(method, path, options);
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
    expect(answer.headers.get('content-type')).toContain('application/fhir+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
