import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { RequestContext, type WorkContext } from '../http/request-context';
import { traceIdOf } from '../tracing/traceparent';

const SECRETS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.authorization',
  '*.password',
  '*.secret',
  '*.token',
  '*.person',
];

/**
 * JSON lines, with `correlationid` (and `traceId`, where there is a trace) on each that is written while a request or a
 * message is handled. Query strings are cut off, since a search may name a person; of errors only what cannot be personal is kept.
 */
export function loggerModule(level: string): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level,
      redact: { paths: SECRETS, censor: '***' },
      mixin: () => idsOf(RequestContext.find()),
      autoLogging: { ignore: (request) => /^\/(health|metrics)/.test((request as Carrier).originalUrl ?? request.url ?? '') },
      customLogLevel: (_request, response, error) => ((error ?? response.statusCode >= 500) ? 'warn' : 'debug'),
      serializers: {
        req: (request: { method: string; url: string }) => ({ method: request.method, path: pathOf(request.url) }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: errorOf,
      },
      // The access line is written when the answer has left, outside of the request's context.
      customSuccessObject: (request: Carrier, _response, line: object) => ({ ...line, ...idsOf(request.work) }),
      customErrorObject: (request: Carrier, _response, _error, line: object) => ({ ...line, ...idsOf(request.work) }),
    },
  });
}

/** A request as it reaches the log: `originalUrl` is the whole address where a mount has cut `url`. */
type Carrier = IncomingMessage & { work?: WorkContext; originalUrl?: string };

function idsOf(work: WorkContext | undefined): object {
  if (!work) return {};
  const { correlationId: correlationid, requestId, traceparent } = work;
  return { correlationid, requestId, ...(traceparent === undefined ? {} : { traceId: traceIdOf(traceparent) }) };
}

/** An error for the log: its kind, its words without what they quote, and where it arose. Statements' parameters and details are data. */
export function errorOf(error: { name?: string; message?: string; code?: unknown; stack?: string }): object {
  const message = unquoted(error.message ?? '');
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name ?? 'Error', ...(typeof error.code === 'string' ? { code: error.code } : {}), message, stack: stack.join('\n') };
}

function unquoted(text: string): string {
  return text.replaceAll(/"[^"]*"|'[^']*'|\([^()]*\)=\([^()]*\)/g, '"…"').slice(0, LONGEST_MESSAGE);
}

const LONGEST_MESSAGE = 500;

/** Links that let somebody in carry their token in the path; it must not stand in a log. */
export function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').replace(/^\/(respond|my|identity\/setup|identity\/invitation)\/[^/]+/, '/$1/***');
}
