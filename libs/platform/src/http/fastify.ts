import helmet from '@fastify/helmet';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequestError } from '#libs/contracts';
import type { ProcessConfig } from '../config/process.config';
import { AllowedMethods } from './allowed-methods';
import { answerFailure } from './answer-failure';
import { refuseConnection, rememberAddress } from './client-error';
import type { ErrorFormats } from './error-format';
import { failureOf } from './failure';
import { checkForm } from './middleware-bodies';
import { contextOf, problemsOfIds, RequestContext, type WorkContext } from './request-context';
import type { CallCounts } from '../rate-limit/call-counts';
import { RateLimits } from '../rate-limit/rate-limits';
import { AddressTooLongError, ShuttingDownError } from './request.errors';
import { problemsOfCredentials, problemsOfPath, readPairs } from './text-check';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it arrived, byte for byte; `body` is read from it once the caller may use the route. */
    rawBody?: Buffer;
    work?: WorkContext;
  }
}

/** Path and query together, in characters as sent; RFC 9110 §4.1 asks for at least 8,000. */
const LONGEST_ADDRESS = 8000;
/** One part of a path, a `:name` of a route. */
const LONGEST_PARAM = 500;
/** How often connections are looked at for being late. */
const LATE_CHECK_MS = 1000;

/** The server, and what its routes and requests are known by. */
export interface HttpServer {
  readonly adapter: FastifyAdapter;
  readonly methods: AllowedMethods;
  readonly limits: RateLimits;
}

/** The HTTP server of a process: time-outs and size limits, a context for every request, and bytes for `BodyReader`. */
export function fastifyAdapter(config: ProcessConfig, formats: ErrorFormats, counts: CallCounts): HttpServer {
  const adapter = new FastifyAdapter({
    bodyLimit: config.jsonBodyLimit,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    routerOptions: { maxParamLength: LONGEST_PARAM },
    connectionTimeout: config.idleTimeoutMs,
    keepAliveTimeout: config.idleTimeoutMs,
    // Node counts it from the first byte of the request.
    requestTimeout: config.headersTimeoutMs + config.bodyTimeoutMs,
    http: {
      headersTimeout: config.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(LATE_CHECK_MS, config.headersTimeoutMs),
    },
    // What Fastify answers before a route is known, and Node before there is a request, looks like all other errors.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      identify(request, reply);
      answerFailure(failureOf(error), formats.at(request.url), reply);
    },
    clientErrorHandler: (error, socket) => {
      refuseConnection(error, socket, formats);
    },
    return503OnClosing: false,
  });
  const server = adapter.getInstance();
  const methods = new AllowedMethods();
  const limits = new RateLimits(server, config, formats, counts);
  let isClosing = false;
  server.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  server.addHook('onRoute', (route) => {
    methods.add(route.method, route.url);
    route.bodyLimit ??= formats.bodiesAt(route.url).isLarge ? config.bodyLimit : config.jsonBodyLimit;
  });
  server.removeAllContentTypeParsers();
  // Bytes only: what they are is looked at when the caller is known.
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    done(null);
  });
  // Pages bring a content security policy of their own.
  void server.register(helmet, { contentSecurityPolicy: false });
  server.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    rememberAddress(request.raw);
    RequestContext.run(identify(request, reply), () => {
      try {
        if (isClosing) throw new ShuttingDownError();
        checkAddress(request);
        done();
      } catch (error) {
        done(error as Error);
      }
    });
  });
  // What is no route here may be a middleware's, which asks nobody for a token and reads its form by itself.
  server.addHook('onRequest', (request: FastifyRequest, _reply: FastifyReply, done) => {
    if (request.is404)
      checkUnrouted(request, methods, limits).then(() => RequestContext.run(request.work ?? RequestContext.current(), done), done);
    else done();
  });
  // Again after the body has been read: reading it loses the async context.
  server.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done) => {
    RequestContext.run(request.work ?? RequestContext.current(), done);
  });
  return { adapter, methods, limits };
}

async function checkUnrouted(request: FastifyRequest, methods: AllowedMethods, limits: RateLimits): Promise<void> {
  const [path = ''] = request.url.split('?');
  const form = methods.formAt(path);
  await (form === undefined ? limits.stranger(request) : limits.form(request, form));
  await checkForm(request.raw);
}

function identify(request: FastifyRequest, reply: FastifyReply): WorkContext {
  const { url } = request.routeOptions;
  const work = contextOf(request.headers, url === undefined ? undefined : `${request.method} ${url}`);
  request.work = work;
  // The access log sees the raw request only.
  Object.assign(request.raw, { work });
  void reply.header('x-request-id', work.requestId).header('x-correlation-id', work.correlationId);
  // On the raw answer, so that what middleware answers has it too; whoever sets one on the reply overrides it.
  reply.raw.setHeader('cache-control', 'no-store');
  return work;
}

/** Address and ids are text, and no longer than is read. Stands before the guards, for these already look records up by what the path says. */
function checkAddress(request: FastifyRequest): void {
  const { url } = request;
  if (url.length > LONGEST_ADDRESS) throw new AddressTooLongError(LONGEST_ADDRESS);
  const cut = url.indexOf('?');
  const path = cut < 0 ? url : url.slice(0, cut);
  const problems = [
    ...problemsOfPath(path, request.params as Record<string, string>),
    ...(cut < 0 ? [] : readPairs(url.slice(cut + 1), { isForm: false }).problems),
    ...problemsOfIds(request.headers),
    ...problemsOfCredentials(request.headers.authorization),
  ];
  if (problems.length > 0) throw new InvalidRequestError(problems);
}
