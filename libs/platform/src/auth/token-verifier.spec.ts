import { testIssuer, type TestIssuer } from '#libs/testing';
import { ProcessConfig } from '../config/process.config';
import { Settings } from '../config/settings';
import { TokenVerifier } from './token-verifier';

describe('TokenVerifier', () => {
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await testIssuer();
  });

  afterAll(() => issuer.close());

  it('reads the keys of the issuer of people from OIDC_JWKS_URL when the issuer itself cannot be reached from here', async () => {
    const env = { PUBLIC_URL: 'http://hub.invalid', OIDC_ISSUER: 'http://sign-in.invalid', OIDC_JWKS_URL: issuer.jwksUrl };
    const verifier = new TokenVerifier(Settings.read([ProcessConfig], [], env).get(ProcessConfig));
    const claims = { iss: 'http://sign-in.invalid', aud: 'http://hub.invalid' };
    const token = await issuer.token({ kind: 'person', organisation: 'a-team', roles: ['link-worker'] }, { claims });

    const principal = await verifier.verify(token, new Date());

    expect(principal).toMatchObject({ kind: 'person', organisationId: 'a-team', roles: ['link-worker'] });
  });
});
