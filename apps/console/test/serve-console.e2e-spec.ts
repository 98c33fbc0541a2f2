import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { start, type RunningProcess } from '#libs/platform';
import { consoleService } from '../src/index';

const ENV = { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:1' };

describe("the console's pages", () => {
  let process: RunningProcess;
  const get = (path: string) => fetch(`${process.url}${path}`);

  beforeAll(async () => {
    execFileSync(globalThis.process.execPath, [join(__dirname, '../../../infra/build-console.mjs')], { stdio: 'ignore' });
    process = await start([consoleService], ENV);
  });
  afterAll(() => process.close());

  it.each(['/', '/?setup=Somewhere', '/signed-in?code=x', '/cases', '/cases/4b0c/contact', '/journeys/4b0c'])(
    'answer at %s, where their own router takes over',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await answer.text()).toContain('<div id="console">');
    },
  );

  it.each(['/nothing', '/api/caseload/cases', '/casesx', '/assets/nothing.js', '/assets/..%2findex.html'])(
    'leave %s to others',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('say in words, to people with a browser alone, that there is no page', async () => {
    const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
    const page = await fetch(`${process.url}/nothing`, asBrowser);
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<h1>Page not found</h1>');
    for (const answer of [await get('/nothing'), await fetch(`${process.url}/api/caseload/cases`, asBrowser)])
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('may run only their own script and call only this origin and the issuer', async () => {
    const policy = (await get('/cases')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self' http://localhost:1;");
    expect(policy).not.toContain('unsafe');
  });

  it('load scripts and styles that a browser keeps for good', async () => {
    const assets = [...(await (await get('/')).text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets).toHaveLength(2);
    for (const asset of assets) {
      const answer = await get(asset);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });

  it('fetch nothing from elsewhere', async () => {
    const style = /"(\/assets\/[^"]+\.css)"/.exec(await (await get('/')).text())?.[1] ?? '';
    expect(await (await get(style)).text()).not.toMatch(/url\(["']?https?:/);
  });

  it('learn at run time where people sign in', async () => {
    expect(await (await get('/console-config.json')).json()).toEqual({
      issuer: 'http://localhost:1/identity',
      clientId: 'console',
      rolesClaim: 'roles',
    });
  });

  it('send people to the OpenID Connect issuer when one is set', async () => {
    const other = await start([consoleService], { ...ENV, OIDC_ISSUER: 'https://login.example/realms/hub', OIDC_CLAIM_ROLES: 'hub_roles' });
    try {
      const config = await (await fetch(`${other.url}/console-config.json`)).json();
      expect(config).toEqual({ issuer: 'https://login.example/realms/hub', clientId: 'console', rolesClaim: 'hub_roles' });
      const policy = (await fetch(`${other.url}/`)).headers.get('content-security-policy');
      expect(policy).toContain("connect-src 'self' https://login.example;");
    } finally {
      await other.close();
    }
  });
});
