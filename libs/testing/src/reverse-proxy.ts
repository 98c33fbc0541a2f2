import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { appAt, type RoutedApp } from '../../../infra/docker/routes';

/** One address in front of services that are processes of their own, by the same table as the production's proxy. */
export interface ReverseProxy {
  /** For PUBLIC_URL: known before any service has started. */
  readonly url: string;
  /** Sends an app's addresses to this process from now on. */
  route(app: RoutedApp, url: string): void;
  close(): Promise<void>;
}

/** Belong to one connection, not to the message. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/** Starts a reverse proxy on a port of its own; bodies stream through it, headers stay as they are, `Host` too. */
export async function startReverseProxy(): Promise<ReverseProxy> {
  const upstreams = new Map<RoutedApp, URL>();
  const server = createServer((request, response) => {
    const upstream = upstreams.get(appAt((request.url ?? '/').split('?')[0] ?? '/'));
    if (upstream === undefined) refuse(response);
    else forward(request, response, upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    route: (app, url) => void upstreams.set(app, new URL(url)),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse, upstream: URL): void {
  const headers = {
    ...endToEnd(request.headers),
    'x-forwarded-for': request.socket.remoteAddress ?? '',
  };
  const passed = ask(
    { host: upstream.hostname, port: upstream.port, method: request.method, path: request.url, headers, agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      pipeline(answer, response, () => undefined);
    },
  );
  passed.once('error', () => refuse(response));
  response.once('close', () => passed.destroy());
  request.pipe(passed);
}

function endToEnd<T extends object>(headers: T): T {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name))) as T;
}

/** As nginx does when a service is away. */
function refuse(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = {
    type: 'about:blank',
    title: 'Unavailable',
    status: 503,
    code: 'SERVICE.UNAVAILABLE',
    detail: 'The service does not answer just now: try again.',
  };
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '5' }).end(JSON.stringify(problem));
}
