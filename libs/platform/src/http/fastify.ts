import helmet from '@fastify/helmet';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contextOf, RequestContext, type WorkContext } from './request-context';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it arrived, byte for byte. */
    rawBody?: Buffer;
    work?: WorkContext;
  }
}

const JSON_TYPES = ['application/json', 'application/fhir+json', 'application/json-patch+json'];

/** The HTTP server of a process: body parsers that keep the raw bytes, and a context for every request. */
export function fastifyAdapter(bodyLimit: number): FastifyAdapter {
  const adapter = new FastifyAdapter({ bodyLimit, trustProxy: true, routerOptions: { maxParamLength: 500 } });
  const server = adapter.getInstance();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(JSON_TYPES, { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    void parseJson(request, (body as Buffer).toString('utf8'), done);
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });
  // Pages bring a content security policy of their own.
  void server.register(helmet, { contentSecurityPolicy: false });
  server.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    request.work = contextOf(request.headers);
    // The access log sees the raw request only.
    Object.assign(request.raw, { work: request.work });
    void reply.header('x-request-id', request.work.requestId).header('x-correlation-id', request.work.correlationId);
    RequestContext.run(request.work, done);
  });
  // Again after the body has been read: reading it loses the async context.
  server.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done) => {
    RequestContext.run(request.work ?? RequestContext.current(), done);
  });
  return adapter;
}
