import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startReverseProxy, type ReverseProxy } from './reverse-proxy';

describe('startReverseProxy', () => {
  let proxy: ReverseProxy;
  const servers: Server[] = [];

  beforeAll(async () => {
    proxy = await startReverseProxy();
    for (const app of ['referral-intake', 'console'] as const) proxy.route(app, await echo(app));
  });

  afterAll(async () => {
    await proxy.close();
    for (const server of servers) server.close();
  });

  /** A service that answers what it was asked, with the body as it came. */
  async function echo(app: string): Promise<string> {
    const server = createServer((request, response) => {
      const { host, authorization } = request.headers;
      response.writeHead(201, {
        'x-seen': JSON.stringify({ app, method: request.method, url: request.url, host, authorization }),
      });
      request.pipe(response);
    });
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  it('hands method, address, headers and body to the service, and its answer back', async () => {
    const body = 'x'.repeat(3_000_000);

    const answer = await fetch(`${proxy.url}/fhir/R4?a=%2F`, { method: 'POST', body, headers: { authorization: 'Bearer abc' } });

    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe(body);
    expect(JSON.parse(answer.headers.get('x-seen') ?? '')).toEqual({
      app: 'referral-intake',
      method: 'POST',
      url: '/fhir/R4?a=%2F',
      host: new URL(proxy.url).host,
      authorization: 'Bearer abc',
    });
  });

  it('gives the console what belongs to nobody else', async () => {
    const answer = await fetch(`${proxy.url}/referrals`);

    expect(answer.headers.get('x-seen')).toContain('"app":"console"');
  });

  it('answers 503 with Retry-After when the service is away, and goes on when it is back', async () => {
    proxy.route('caseload', 'http://127.0.0.1:1');
    const away = await fetch(`${proxy.url}/api/caseload/cases`);
    proxy.route('caseload', await echo('caseload'));
    const back = await fetch(`${proxy.url}/api/caseload/cases`);

    expect([away.status, away.headers.get('retry-after'), back.status]).toEqual([503, '5', 201]);
  });
});
