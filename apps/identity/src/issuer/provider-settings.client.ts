import { errors, interactionPolicy, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { grants } from '#libs/platform';
import type { AccountRepository } from '../accounts/account.repository';
import { CONSOLE_CLIENT_ID } from '../clients/client.rules';
import { hashOf } from '../hash.rules';
import type { IdentityConfig } from '../identity.config';
import { errorPage, signOutPage, signedOutPage } from '../sign-in/sign-in.view';

/** SMART 2 Backend Services: an assertion lives five minutes at most, a token no longer. */
const ASSERTION_SECONDS = 300;
const SYSTEM_TOKEN_SECONDS = 300;
const PERSON_TOKEN_SECONDS = 30 * 60;
/** A long working day; after it one signs in again. */
const SESSION_SECONDS = 12 * 60 * 60;
const CLOCK_TOLERANCE_SECONDS = 10;
const PERSON_CLAIMS = ['sub', 'name', 'organisation', 'roles'];

export interface IssuerSettings {
  readonly publicUrl: string;
  readonly keys: IdentityConfig['keys'];
  /** People sign in here; otherwise only systems get tokens. */
  readonly people: boolean;
  readonly accounts: AccountRepository;
}

/** oidc-provider's configuration, without its storage. */
export function providerSettings({ publicUrl, keys, people, accounts }: IssuerSettings): Configuration {
  return {
    jwks: { keys },
    clients: people ? [consoleClient(publicUrl)] : [],
    clientAuthMethods: ['private_key_jwt', 'client_secret_basic', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { clientAuthSigningAlgValues: ['ES256', 'ES384', 'RS256', 'RS384'], idTokenSigningAlgValues: ['ES256'] },
    extraClientMetadata: { properties: ['organisation_id', 'allowed_scopes', 'previous_secret_hash'] },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header) => refuseLooseAssertion(claims, header, publicUrl),
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    cookies: {
      keys: [hashOf(`cookies ${keys[0]?.d ?? ''}`)],
      names: { session: 'hub_session', interaction: 'hub_sign_in', resume: 'hub_sign_in_resume' },
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: '/identity' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    // Pages of other origins may not ask for tokens.
    clientBasedCORS: (_ctx, origin, client) => client.clientId === CONSOLE_CLIENT_ID && origin === new URL(publicUrl).origin,
    scopes: ['openid', 'profile'],
    claims: { openid: PERSON_CLAIMS, profile: ['name'] },
    ttl: {
      AccessToken: PERSON_TOKEN_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: SYSTEM_TOKEN_SECONDS,
      Grant: SESSION_SECONDS,
      IdToken: PERSON_TOKEN_SECONDS,
      Interaction: 30 * 60,
      RefreshToken: SESSION_SECONDS,
      Session: SESSION_SECONDS,
    },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    interactions: {
      url: (_ctx, interaction) => `/identity/interaction/${interaction.uid}`,
      policy: withoutConsent(),
    },
    loadExistingGrant: grantToConsole,
    findAccount: async (_ctx, id) => {
      const account = await accounts.findOpen(id);
      if (!account) return undefined;
      const { name, organisationId: organisation, roles } = account;
      return { accountId: id, claims: () => ({ sub: id, name, organisation, roles }) };
    },
    extraTokenClaims: async (ctx, token) => {
      if (token.kind === 'ClientCredentials') return { organisation: ctx.oidc.client?.organisation_id, name: ctx.oidc.client?.clientName };
      const account = await accounts.findOpen(token.accountId);
      return account ? { organisation: account.organisationId, roles: account.roles, name: account.name } : undefined;
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: { enabled: people },
      rpInitiatedLogout: {
        enabled: people,
        logoutSource: (ctx, form) => answerWith(ctx, signOutPage(publicUrl, form)),
        postLogoutSuccessSource: (ctx) => answerWith(ctx, signedOutPage(publicUrl)),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => publicUrl,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, resource, client) => {
          if (resource !== publicUrl) throw new errors.InvalidTarget('the only resource is the hub itself');
          const allowed = client.allowed_scopes as string[] | undefined;
          const scope = allowed ? grantedScope(ctx.oidc.params?.scope as string | undefined, allowed) : 'openid';
          return { scope, audience: publicUrl, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } };
        },
      },
    },
    renderError: (ctx, out) => answerWith(ctx, errorPage(publicUrl, out.error_description ?? out.error)),
  };
}

/** The people's pages: a public client, so that only PKCE ties a code to the browser that asked for it. */
function consoleClient(publicUrl: string): ClientMetadata {
  const addresses = [`${publicUrl}/`, `${publicUrl}/signed-in`];
  return {
    client_id: CONSOLE_CLIENT_ID,
    client_name: 'Social prescribing hub',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: addresses,
    post_logout_redirect_uris: addresses,
  };
}

// The console is the hub's own: asking "may the hub see the hub?" would teach people to click such questions away.
function withoutConsent(): interactionPolicy.Prompt[] {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

const grantToConsole: NonNullable<Configuration['loadExistingGrant']> = async (ctx) => {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing && existing.accountId === session.accountId) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(ctx.oidc.params?.resource as string, 'openid');
  await grant.save();
  return grant;
};

/** What a client asked for, all of which it must have been registered for; `system/Task.rs` covers `system/Task.r`. */
function grantedScope(asked: string | undefined, allowed: readonly string[]): string {
  if (!asked) throw new errors.InvalidScope('scope is missing: ask for what you need', '');
  for (const scope of asked.split(' ')) {
    if (!allowed.some((granted) => grants(granted, scope)))
      throw new errors.InvalidScope('the client is not registered for this scope', scope);
  }
  return asked;
}

/** An assertion names one audience, us, so that no other server can pass it on to us (RFC 7523bis §3). */
function refuseLooseAssertion(claims: Record<string, unknown>, header: Record<string, unknown>, publicUrl: string): void {
  const [audience, ...others] = [claims.aud].flat();
  const isOurs = audience === `${publicUrl}/identity` || audience === `${publicUrl}/identity/token`;
  if (!isOurs || others.length > 0)
    throw new errors.InvalidClientAuth('aud of the client_assertion must be the token endpoint, and no other');
  if (typeof header.kid !== 'string') throw new errors.InvalidClientAuth('kid (key ID) must stand in the client_assertion header');
  const left = Number(claims.exp) - Date.now() / 1000;
  if (left > ASSERTION_SECONDS + CLOCK_TOLERANCE_SECONDS)
    throw new errors.InvalidClientAuth('client_assertion must expire within five minutes');
}

function answerWith(ctx: KoaContextWithOIDC, page: { html: string; headers: Readonly<Record<string, string>> }): void {
  ctx.set({ ...page.headers });
  ctx.type = 'html';
  ctx.body = page.html;
}
