import { appAt } from './routes';

describe('appAt', () => {
  it.each([
    ['/fhir/R4', 'referral-intake'],
    ['/fhir/R4/metadata', 'referral-intake'],
    ['/fhir/provider/R4/Task', 'provider-gateway'],
    ['/api/caseload/cases', 'caseload'],
    ['/api/outcomes/measurements', 'outcomes'],
    ['/api/pipeline-monitor/messages/dead', 'pipeline-monitor'],
    ['/api/provider-gateway/openapi.json', 'provider-gateway'],
    ['/api/referral-intake/schemes', 'referral-intake'],
    ['/api/identity/clients', 'identity'],
    ['/identity/token', 'identity'],
    ['/open-referral/v3/services', 'provider-gateway'],
    ['/directory', 'provider-gateway'],
    ['/respond/a-token', 'provider-gateway'],
    ['/refer', 'referral-intake'],
    ['/my/a-token', 'caseload'],
    ['/health/ready', 'referral-intake'],
    ['/', 'console'],
    ['/cases/7c9e', 'console'],
  ])('finds who answers %s: %s', (path, app) => {
    expect(appAt(path)).toBe(app);
  });

  it('takes a prefix as whole segments when another address begins alike', () => {
    expect(['/referrals', '/mystery', '/fhir/R40', '/api/caseloads'].map(appAt)).toEqual(['console', 'console', 'console', 'console']);
  });
});
