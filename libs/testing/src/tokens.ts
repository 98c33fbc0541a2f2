import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';

export interface SystemCredentials {
  /** `<PUBLIC_URL>/identity/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly privateJwk: JWK;
  /** Scopes with spaces between them. */
  readonly scope: string;
}

export interface PersonCredentials {
  /** `<PUBLIC_URL>/identity`. */
  readonly issuer: string;
  readonly email: string;
  readonly password: string;
}

/** A token for a registered system, fetched as SMART 2 Backend Services does: `private_key_jwt`, client credentials. */
export async function systemToken({ tokenUrl, clientId, privateJwk, scope }: SystemCredentials): Promise<string> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion({ tokenUrl, clientId, privateJwk }),
    }),
  });
  return accessTokenOf(response);
}

/** The signed statement by which a system proves that it holds its key. `lifetime` in seconds; five minutes are accepted. */
export async function clientAssertion(
  { tokenUrl, clientId, privateJwk }: Omit<SystemCredentials, 'scope'>,
  { lifetime = 60, jti = randomUUID() }: { lifetime?: number; jti?: string } = {},
): Promise<string> {
  const alg = privateJwk.alg ?? 'ES384';
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: clientId, sub: clientId, aud: tokenUrl, jti, iat: now, exp: now + lifetime })
    .setProtectedHeader({ alg, kid: privateJwk.kid ?? '', typ: 'JWT' })
    .sign(await importJWK(privateJwk, alg));
}

/** A token for a person of the embedded accounts: the console's own sign-in, form and all, walked through without a browser. */
export async function personToken({ issuer, email, password }: PersonCredentials): Promise<string> {
  const visit = new Visit();
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${issuer.replace(/\/identity$/, '')}/signed-in`;
  const question = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    state: randomUUID(),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const form = await visit.follow(`${issuer}/auth?${question.toString()}`, redirectUri);
  const answered = await visit.follow(form.url, redirectUri, new URLSearchParams({ email, password }));
  const code = new URL(answered.url).searchParams.get('code');
  if (code === null) throw new Error(`${email} could not sign in: ${textOf(answered.body)}`);
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'console',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  return accessTokenOf(await fetch(`${issuer}/token`, { method: 'POST', body }));
}

/** Chooses the password that the person behind a link of an invitation, or of a forgotten password, would choose. */
export async function choosePassword(link: string, password: string): Promise<void> {
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams({ password }) });
  if (response.status !== 200)
    throw new Error(`The link does not let choose a password (${String(response.status)}): ${textOf(await response.text())}`);
}

interface Page {
  readonly url: string;
  readonly body: string;
}

/** What a browser does between two pages: keep cookies, send each where it belongs, follow redirects. */
class Visit {
  private readonly cookies = new Map<string, { value: string; path: string }>();

  /** Ends at the first page, or at `stopAt`, which is not fetched. */
  async follow(from: string, stopAt: string, body?: URLSearchParams): Promise<Page> {
    let url = from;
    let posted = body;
    for (let hops = 0; hops < 10; hops += 1) {
      const init = posted ? { method: 'POST', body: posted } : {};
      const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: this.cookiesFor(url) } });
      this.remember(response);
      const location = response.headers.get('location');
      if (location === null) return { url, body: await response.text() };
      url = new URL(location, url).href;
      posted = undefined;
      if (url.startsWith(stopAt)) return { url, body: '' };
    }
    throw new Error(`${from} leads round in circles.`);
  }

  private cookiesFor(url: string): string {
    const { pathname } = new URL(url);
    return [...this.cookies]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  private remember(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice('path='.length) ?? '/';
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
  }
}

async function accessTokenOf(response: Response): Promise<string> {
  const answer = (await response.json()) as { access_token?: string; error?: string; error_description?: string };
  if (answer.access_token === undefined)
    throw new Error(`No token (${String(response.status)}): ${answer.error ?? ''} ${answer.error_description ?? ''}`);
  return answer.access_token;
}

/** What a page says that is wrong, or all it says. */
function textOf(html: string): string {
  const text = (/class="error"[^>]*>([^<]+)/.exec(html)?.[1] ?? html.replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, ' ')).replaceAll(
    /\s+/g,
    ' ',
  );
  return text.trim().slice(0, 300);
}
