import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { failed, RequestContext, Tracing, type SpanOptions } from '#libs/platform';
import { Agent, buildConnector, request } from 'undici';
import { literalAddress, mayConnect } from '../endpoints/address.rules';
import { ProviderGatewayConfig, type Network } from '../provider-gateway.config';
import type { AttemptResult } from './attempt.rules';

const CONNECT_TIMEOUT_MS = 10_000;
/** As much of an answer as is read, and for how long; the connection is given up after it. */
const ANSWER_LIMIT_BYTES = 65_536;
const ANSWER_TIMEOUT_MS = 2000;
/** One server of names that is silent must not keep others waiting. */
const RESOLVE = { timeout: 2000, tries: 2 };

/** The address that was to be called is not one that webhooks may reach. */
export class AddressRefusedError extends Error {
  constructor() {
    super('the address is not allowed');
    this.name = 'AddressRefusedError';
  }
}

/**
 * Sends webhooks. Each new connection is checked three times: an address in the URL itself, every address a name leads
 * to, and the one the socket has reached, so that neither notation nor a name that changes its mind gets inside.
 */
@Injectable()
export class WebhookClient implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(
    private readonly config: ProviderGatewayConfig,
    private readonly tracing: Tracing,
  ) {
    this.agent = new Agent({
      connect: guardedConnector(config.webhookAllowedNetworks),
      keepAliveTimeout: 5000,
      connections: 64,
      headersTimeout: config.webhookTimeoutMs,
      bodyTimeout: config.webhookTimeoutMs,
    });
  }

  /** Never rejects: whatever went wrong is the result. Goes out under the trace of the `RequestContext`; `before` are the attempts that failed. */
  post(url: string, headers: Record<string, string>, body: string, before = 0): Promise<AttemptResult> {
    return this.tracing.of('provider-gateway').inSpan(spanOf(url, before), async (span) => {
      const traceparent = RequestContext.find()?.traceparent;
      const result = await this.send(url, traceparent === undefined ? headers : { ...headers, traceparent }, body);
      if (span && 'status' in result) span.setAttribute('http.response.status_code', result.status);
      if (span && ('error' in result || result.status >= 300)) failed(span, 'error' in result ? result.error : String(result.status));
      return result;
    });
  }

  private async send(url: string, headers: Record<string, string>, body: string): Promise<AttemptResult> {
    const signal = AbortSignal.timeout(this.config.webhookTimeoutMs);
    try {
      const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: this.agent });
      // The status is the answer, and nobody waits for more. What follows it is taken off the line, up to a limit, and not looked at.
      answer.body.dump({ limit: ANSWER_LIMIT_BYTES, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }).catch(() => undefined);
      const retryAfter = answer.headers['retry-after'];
      return { status: answer.statusCode, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter };
    } catch (error) {
      return { error: errorOf(error, signal) };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}

// Of the address its host alone: the rest may hold what lets somebody in.
function spanOf(url: string, before: number): SpanOptions {
  const { hostname, port, protocol } = new URL(url);
  return {
    name: 'POST',
    kind: 'client',
    attributes: {
      'http.request.method': 'POST',
      'server.address': hostname,
      'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
      ...(before > 0 ? { 'http.request.resend_count': before } : {}),
    },
  };
}

// An address that is refused counts as one that cannot be reached: the difference would tell which names lead inside.
function errorOf(error: unknown, signal: AbortSignal): 'timeout' | 'connection-failed' {
  const timedOut = signal.aborted || /TIMEOUT|TIMEDOUT/.test(codeOf(error));
  return timedOut ? 'timeout' : 'connection-failed';
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}

/** A connector that reaches allowed addresses only. */
export function guardedConnector(networks: readonly Network[]): buildConnector.connector {
  const connectors = { 'http:': connectorFor('http:', networks), 'https:': connectorFor('https:', networks) };
  return (options, callback) => {
    const { protocol, hostname } = options;
    if (protocol !== 'http:' && protocol !== 'https:') {
      callback(new AddressRefusedError(), null);
      return;
    }
    const literal = literalAddress(hostname);
    if (literal !== undefined && !mayConnect(protocol, literal, networks)) {
      callback(new AddressRefusedError(), null);
      return;
    }
    connectors[protocol](options, (...[error, socket]) => {
      if (error) callback(error, null);
      else if (mayConnect(protocol, socket.remoteAddress ?? '', networks)) callback(null, socket);
      else {
        socket.destroy();
        callback(new AddressRefusedError(), null);
      }
    });
  };
}

type Resolved = (error: Error | null, addresses: LookupAddress[]) => void;

/**
 * Names are asked for outside of Node's few threads, which silent name servers would fill: everybody's webhooks would wait. What only
 * this machine knows (a name without a dot, or of its hosts file) is looked up by it.
 */
function addressesOf(hostname: string, options: LookupOptions, callback: Resolved): void {
  const byThisMachine = (): void => {
    lookup(hostname, { ...options, all: true }, callback);
  };
  if (!hostname.includes('.')) {
    byThisMachine();
    return;
  }
  const resolver = new Resolver(RESOLVE);
  void Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]).then((answers) => {
    const addresses = answers.flatMap((answer, index) =>
      answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })) : [],
    );
    const silent = answers.find(
      ({ status, ...answer }) => status === 'rejected' && codeOf((answer as { reason?: unknown }).reason) === 'ETIMEOUT',
    );
    const wanted = addresses.filter(({ family }) => options.family === undefined || options.family === 0 || options.family === family);
    if (wanted.length > 0) callback(null, wanted);
    else if (silent) callback(Object.assign(new Error('the name server is silent'), { code: 'ETIMEOUT' }), []);
    else byThisMachine();
  });
}

function connectorFor(protocol: string, networks: readonly Network[]): buildConnector.connector {
  const lookUpAllowed = (
    hostname: string,
    options: LookupOptions,
    callback: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    addressesOf(hostname, options, (error, addresses) => {
      if (error) callback(error, []);
      else if (!addresses.every(({ address }) => mayConnect(protocol, address, networks))) callback(new AddressRefusedError(), []);
      else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
    });
  };
  // undici hands these on to net.connect and tls.connect, both of which take a lookup.
  return buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: lookUpAllowed });
}
