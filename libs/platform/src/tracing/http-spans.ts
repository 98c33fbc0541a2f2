import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contextOf, RequestContext } from '../http/request-context';
import type { ServiceDefinition } from '../start/service-definition';
import { failed } from './tracer';
import { traceparentOf } from './traceparent';
import type { Tracing } from './tracing';

type Named = Pick<ServiceDefinition, 'name' | 'errorFormats'>;

/** A server span for every request but those of health checks and scrapes. It names the route's template, never what stands in the address. */
export function traceRequests(server: FastifyInstance, tracing: Tracing, services: readonly Named[]): void {
  const serviceOf = servicesByAddress(services);
  server.addHook('onRequest', (request, reply, done) => {
    const { url: route } = request.routeOptions;
    if (/^\/(health|metrics)/.test(request.url)) {
      done();
      return;
    }
    const work = request.work ?? contextOf(request.headers);
    const span = tracing.of(serviceOf(request)).begin(
      {
        name: route === undefined ? request.method : `${request.method} ${route}`,
        kind: 'server',
        attributes: {
          'http.request.method': request.method,
          'url.scheme': request.protocol,
          ...(route === undefined ? {} : { 'http.route': route }),
        },
      },
      work.traceparent,
    );
    if (!span) {
      done();
      return;
    }
    request.work = { ...work, traceparent: traceparentOf(span.spanContext()) };
    Object.assign(request.raw, { work: request.work });
    // Comes also when the caller hung up.
    reply.raw.once('close', () => {
      const { statusCode } = reply.raw;
      if (reply.raw.writableFinished) span.setAttribute('http.response.status_code', statusCode);
      if (!reply.raw.writableFinished) failed(span, 'aborted');
      else if (statusCode >= 500) failed(span, String(statusCode));
      span.end();
    });
    RequestContext.run(request.work, done);
  });
}

/** Which of a process's services answers: by `/api/<service>/`, its own part of the address space, or its name in front; else the last one. */
function servicesByAddress(services: readonly Named[]): (request: FastifyRequest) => string {
  const places = services
    .flatMap(({ name, errorFormats = [] }) =>
      [`/api/${name}/`, `/${name}/`, ...errorFormats.map(({ prefix }) => prefix)].map((prefix) => ({ name, prefix })),
    )
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const rest = services.at(-1)?.name ?? '';
  return ({ url }) => places.find(({ prefix }) => url.startsWith(prefix))?.name ?? rest;
}
