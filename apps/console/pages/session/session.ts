import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';

/** Where people sign in, told by the hub at run time: the same pages work with the embedded accounts and with Keycloak. */
interface ConsoleConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Claim of the token that holds the person's roles. */
  readonly rolesClaim: string;
}

export interface Session {
  readonly manager: UserManager;
  readonly rolesClaim: string;
  /** Who was signed in when the page was loaded. */
  readonly user: User | undefined;
}

/** Reads the console's settings and what this tab remembers. Tokens stay in the tab: they are gone when it closes. */
export async function openSession(origin: string): Promise<Session> {
  const config = await readConfig(origin);
  const store = new WebStorageStateStore({ store: window.sessionStorage });
  const manager = new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${origin}/signed-in`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: 'openid profile',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
  });
  const user = await manager.getUser();
  return { manager, rolesClaim: config.rolesClaim, user: user && !user.expired ? user : undefined };
}

async function readConfig(origin: string): Promise<ConsoleConfig> {
  const embedded = { issuer: `${origin}/identity`, clientId: 'console', rolesClaim: 'roles' };
  try {
    const answer = await fetch('/console-config.json');
    return answer.ok ? { ...embedded, ...((await answer.json()) as Partial<ConsoleConfig>) } : embedded;
  } catch {
    return embedded;
  }
}

/** The roles a person's tokens name. They decide what is offered; what is allowed the services decide. */
export function rolesOf(user: User, claim: string): readonly string[] {
  const roles = claimOf(user, claim);
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

export function nameOf(user: User): string {
  const name = claimOf(user, 'name');
  return typeof name === 'string' ? name : '';
}

// Issuers differ in which of the two tokens says more.
function claimOf(user: User, claim: string): unknown {
  return user.profile[claim] ?? payloadOf(user.access_token)[claim];
}

function payloadOf(jwt: string): Record<string, unknown> {
  try {
    const bytes = Uint8Array.from(atob((jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
