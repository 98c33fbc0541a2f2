import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Tracing } from '#libs/platform';
import { eventually } from '#libs/testing';
import { literalAddress, mayConnect } from '../endpoints/address.rules';
import { ProviderGatewayConfig, type Network } from '../provider-gateway.config';
import { WebhookClient } from './webhook.client';

const LOOPBACK: Network[] = [ipaddr.parseCIDR('127.0.0.0/8'), ipaddr.parseCIDR('::1/128')];

describe('mayConnect', () => {
  it.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('lets https to the public address %s', (address) => {
    expect(mayConnect('https:', address, [])).toBe(true);
    expect(mayConnect('http:', address, [])).toBe(false);
  });

  it.each([
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '192.0.2.1',
      '168.63.129.16',
      '::ffff:168.63.129.16',
    ],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'ff02::1',
      '2002:7f00:1::',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2001:db8::1',
      '::127.0.0.1',
      '::7f00:1',
      '::a9fe:a9fe',
      '::ffff:0:a9fe:a9fe',
      '4000::1',
      'fec0::1',
      'nonsense',
      '',
    ],
  ])('refuses %s', (address) => {
    expect(mayConnect('https:', address, [])).toBe(false);
  });

  it('lets http and https into networks that the operator has allowed', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
      expect(mayConnect('http:', address, LOOPBACK)).toBe(true);
      expect(mayConnect('https:', address, LOOPBACK)).toBe(true);
    }
    expect(mayConnect('http:', '10.0.0.1', LOOPBACK)).toBe(false);
  });
});

describe('literalAddress', () => {
  it.each([
    ['2130706433', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['[::ffff:10.0.0.1]', '10.0.0.1'],
    ['charity.example', undefined],
  ])('reads %s as %s', (host, address) => {
    expect(literalAddress(host)).toBe(address);
  });
});

describe('WebhookClient', () => {
  let server: Server;
  let port: number;
  const requests: string[] = [];
  /** Requests whose connection the client gave up. */
  const hungUp: string[] = [];
  const clients: WebhookClient[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.on('close', () => {
        if (!response.writableEnded) hungUp.push(request.url ?? '');
      });
      request.resume();
      if (request.url === '/redirect') response.writeHead(307, { location: '/inside' }).end();
      else if (request.url === '/endless') {
        response.writeHead(200);
        const more = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
        response.on('close', () => {
          clearInterval(more);
        });
      } else if (request.url === '/slow-body') response.writeHead(200).write('{');
      else if (request.url !== '/silent') response.writeHead(204).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterAll(async () => {
    for (const client of clients) await client.onApplicationShutdown();
    server.closeAllConnections();
    server.close();
  });

  function client(networks: Network[], timeoutMs = 2000): WebhookClient {
    const config = Object.assign(new ProviderGatewayConfig(), { webhookAllowedNetworks: networks, webhookTimeoutMs: timeoutMs });
    const made = new WebhookClient(config, Tracing.off());
    clients.push(made);
    return made;
  }

  it.each(['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost', '[::1]'])(
    'does not reach %s by either protocol when it is not allowed',
    async (host) => {
      const before = requests.length;
      for (const protocol of ['http', 'https']) {
        expect(await client([]).post(`${protocol}://${host}:${String(port)}/`, {}, '{}')).toEqual({ error: 'connection-failed' });
      }
      expect(requests).toHaveLength(before);
    },
  );

  it('reaches an allowed address by number and by name', async () => {
    expect(await client(LOOPBACK).post(`http://127.0.0.1:${String(port)}/`, {}, '{}')).toMatchObject({ status: 204 });
    expect(await client(LOOPBACK).post(`http://localhost:${String(port)}/`, {}, '{}')).toMatchObject({ status: 204 });
  });

  it('does not follow a redirect', async () => {
    expect(await client(LOOPBACK).post(`http://127.0.0.1:${String(port)}/redirect`, {}, '{}')).toMatchObject({ status: 307 });
    expect(requests).not.toContain('/inside');
  });

  it('takes the status of an answer whose body never ends, and hangs up', async () => {
    expect(await client(LOOPBACK).post(`http://127.0.0.1:${String(port)}/endless`, {}, '{}')).toMatchObject({ status: 200 });
    expect(await client(LOOPBACK, 60_000).post(`http://127.0.0.1:${String(port)}/slow-body`, {}, '{}')).toMatchObject({ status: 200 });
    // The status came long before the body's end was given up, and the connection does not stay.
    expect(hungUp).not.toContain('/slow-body');
    await eventually(() => expect(hungUp).toEqual(expect.arrayContaining(['/endless', '/slow-body'])));
  });

  it('gives up on an endpoint that does not answer in time', async () => {
    expect(await client(LOOPBACK, 300).post(`http://127.0.0.1:${String(port)}/silent`, {}, '{}')).toEqual({ error: 'timeout' });
  });

  it('tells when nobody listens', async () => {
    expect(await client(LOOPBACK).post('http://127.0.0.1:1/', {}, '{}')).toEqual({ error: 'connection-failed' });
  });
});
