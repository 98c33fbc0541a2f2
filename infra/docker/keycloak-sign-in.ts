import { createHash, randomBytes } from 'node:crypto';

export interface KeycloakSignIn {
  /** Where the hub is reached, as browsers know it. */
  readonly publicUrl: string;
  readonly username: string;
  readonly password: string;
}

/** An access token for a person of the realm `hub`: the console's own sign-in (authorization code with PKCE), without a browser. */
export async function keycloakToken({ publicUrl, username, password }: KeycloakSignIn): Promise<string> {
  const issuer = `${publicUrl}/keycloak/realms/hub/protocol/openid-connect`;
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${publicUrl}/signed-in`;
  const question = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri,
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = await fetch(`${issuer}/auth?${question.toString()}`, { redirect: 'manual' });
  const html = await page.text();
  const action = /<form[^>]*\saction="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (action === undefined) throw new Error(`Keycloak shows no sign-in form (${String(page.status)}): ${textOf(html)}`);
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const answered = await fetch(action, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams({ username, password }),
  });
  const location = answered.headers.get('location');
  const code = location === null ? null : new URL(location).searchParams.get('code');
  if (code === null)
    throw new Error(`${username} could not sign in (${String(answered.status)}): ${location ?? textOf(await answered.text())}`);
  const exchange = { grant_type: 'authorization_code', client_id: 'console', code, redirect_uri: redirectUri, code_verifier: verifier };
  const granted = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(exchange) });
  const { access_token: token, error_description: problem } = (await granted.json()) as {
    access_token?: string;
    error_description?: string;
  };
  if (token === undefined) throw new Error(`${username} got no token (${String(granted.status)}): ${problem ?? ''}`);
  return token;
}

function textOf(html: string): string {
  return html
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300);
}
