import { randomUUID } from 'node:crypto';
import { testIssuer, type TestIssuer, type TestPerson, type TestTokenOptions } from '#libs/testing';
import { ProcessConfig } from '../config/process.config';
import { Settings } from '../config/settings';
import { TokenVerifier } from './token-verifier';
import { TrustList } from './trust-list';

const organisation = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const linkWorker: TestPerson = { kind: 'person', organisation, roles: ['link-worker'], sub: 'ana' };

describe('TokenVerifier', () => {
  let issuer: TestIssuer;
  let trust: TrustList;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    issuer = await testIssuer();
    const config = configWith({ PUBLIC_URL: issuer.url });
    trust = new TrustList(config);
    verifier = new TokenVerifier(config, trust);
  });
  afterEach(async () => {
    await trust.onModuleDestroy();
    await issuer.close();
  });

  const verify = async (caller: Parameters<TestIssuer['token']>[0], options?: TestTokenOptions) =>
    verifier.verify(await issuer.token(caller, options), new Date());

  it('reads the keys of the issuer of people from OIDC_JWKS_URL when the issuer itself cannot be reached from here', async () => {
    const env = { PUBLIC_URL: 'http://hub.invalid', OIDC_ISSUER: 'http://sign-in.invalid', OIDC_JWKS_URL: issuer.jwksUrl };
    const config = configWith({ ...env, IDENTITY_JWKS_URL: issuer.jwksUrl });
    const elsewhere = new TokenVerifier(config, new TrustList(config));
    const claims = { iss: 'http://sign-in.invalid', aud: 'http://hub.invalid' };

    const principal = await elsewhere.verify(await issuer.token(linkWorker, { claims }), new Date());

    expect(principal).toMatchObject({ kind: 'person', organisationId: organisation, roles: ['link-worker'] });
  });

  it('says of which kind the organisation of the caller is, and writes its id in lower case', async () => {
    issuer.register({ id: organisation, kind: 'scheme-provider' });

    const principal = await verify(linkWorker, { claims: { organisation: organisation.toUpperCase() } });

    expect(principal).toMatchObject({ organisationId: organisation, organisationKind: 'scheme-provider' });
  });

  it.each([
    ['names no organisation', { organisation: undefined }, 'organisation is missing'],
    ['names an organisation by another code than the hub does', { organisation: 'A81001' }, 'organisation is not accepted'],
    ['holds several organisations', { organisation: [organisation] }, 'organisation is not accepted'],
    ['has a subject with a control character', { sub: 'ana\u0000' }, 'sub is not accepted'],
    ['has a subject that is no text', { sub: 7 as unknown as string }, 'sub'],
    ['has half a character in its name', { name: 'Ana \ud800' }, 'name is not accepted'],
    ['has roles that are no list', { roles: 'operator' }, 'roles is not accepted'],
  ])('refuses a token that %s, once and for all (401)', async (_, claims, said) => {
    const refusal = verify(linkWorker, { claims });

    await expect(refusal).rejects.toMatchObject({ status: 401, code: 'TOKEN.INVALID', message: expect.stringContaining(said) as string });
  });

  it('refuses a token of an organisation that nobody registered, until an operator does', async () => {
    const stranger = { ...linkWorker, organisation: randomUUID() };
    const token = await issuer.token(stranger, { unregistered: true });
    const now = Date.now();
    await expect(verifier.verify(token, new Date(now))).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('not registered') as string,
    });

    issuer.register({ id: stranger.organisation, kind: 'scheme-provider' });

    expect(await verifier.verify(token, new Date(now + 1000))).toMatchObject({ organisationId: stranger.organisation });
  });

  it('drops roles and scopes that the kind of the organisation may not hold', async () => {
    issuer.register({ id: organisation, kind: 'charity' });

    const person = await verify({ ...linkWorker, roles: ['provider', 'operator', 'link-worker', 'administrator'] });
    const scopes = ['system/Task.rus', 'system/Patient.rs', 'hub/caseload.write', 'hub/provider-gateway.read'];
    const system = await verify({ kind: 'system', clientId: 'bookings', organisation, scopes });

    expect(person.roles).toEqual(['provider', 'administrator']);
    expect(system.scopes).toEqual(['system/Task.rus', 'hub/provider-gateway.read']);
  });

  it('gives a role back as soon as an operator has changed the kind of the organisation', async () => {
    issuer.register({ id: organisation, kind: 'charity' });
    expect((await verify({ ...linkWorker, roles: ['provider', 'link-worker'] })).roles).toEqual(['provider']);

    issuer.register({ id: organisation, kind: 'scheme-provider' });

    expect((await verify({ ...linkWorker, roles: ['provider', 'link-worker'] })).roles).toEqual(['link-worker', 'provider']);
  });

  it('refuses a disabled person and a disabled system, also by a token that was good before, and nobody else', async () => {
    const tokens = await Promise.all([
      issuer.token(linkWorker),
      issuer.token({ kind: 'system', clientId: 'gp', organisation, scopes: [] }),
      issuer.token({ ...linkWorker, sub: 'gp' }),
    ]);
    for (const token of tokens) await verifier.verify(token, new Date());

    issuer.withdraw('person', 'ana');
    issuer.withdraw('system', 'gp');
    await trust.refresh();

    const answers = await Promise.allSettled(tokens.map((token) => verifier.verify(token, new Date())));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('says that it cannot tell (503), and not that the token is bad, while identity cannot be reached', async () => {
    const token = await issuer.token(linkWorker);
    await issuer.close();

    await expect(verifier.verify(token, new Date())).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    issuer = await testIssuer();
  });

  it('goes on with its last copy when identity goes away', async () => {
    await verify(linkWorker);
    const token = await issuer.token({ ...linkWorker, sub: 'ben' });
    await issuer.close();

    await expect(trust.refresh()).rejects.toMatchObject({ status: 503 });
    expect(await verifier.verify(token, new Date())).toMatchObject({ subject: 'ben' });
    issuer = await testIssuer();
  });
});

function configWith(env: NodeJS.ProcessEnv): ProcessConfig {
  return Settings.read([ProcessConfig], [], env).get(ProcessConfig);
}
