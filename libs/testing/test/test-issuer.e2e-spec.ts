import { ProcessConfig, Settings, TokenVerifier, TrustList } from '#libs/platform';
import { testIssuer } from '../src/test-issuer';

describe('testIssuer', () => {
  it('makes tokens that a service accepts, and expired ones that it refuses', async () => {
    const issuer = await testIssuer();
    const config = Settings.read([ProcessConfig], [], { PUBLIC_URL: issuer.url }).get(ProcessConfig);
    const verifier = new TokenVerifier(config, new TrustList(config));
    const organisation = '00000000-0000-4000-8000-000000000001';

    const person = await issuer.token({ kind: 'person', organisation, roles: ['link-worker'], sub: 'ana', name: 'Ana' });
    const system = await issuer.token({ kind: 'system', clientId: 'gp', organisation, scopes: ['system/Task.rs'] });
    const late = await issuer.token({ kind: 'system', clientId: 'gp', organisation, scopes: [] }, { expiresIn: -60 });

    expect(await verifier.verify(person, new Date())).toMatchObject({
      kind: 'person',
      subject: 'ana',
      organisationId: organisation,
      roles: ['link-worker'],
    });
    expect(await verifier.verify(system, new Date())).toMatchObject({ kind: 'system', clientId: 'gp', scopes: ['system/Task.rs'] });
    await expect(verifier.verify(late, new Date())).rejects.toMatchObject({ code: 'TOKEN.EXPIRED' });
    await issuer.close();
  });
});
