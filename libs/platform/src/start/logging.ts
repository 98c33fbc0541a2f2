import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { RequestContext, type WorkContext } from '../http/request-context';

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

/** JSON lines with the correlation id on each. Query strings are cut off: a search may name a person. */
export function loggerModule(level: string): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level,
      redact: { paths: SECRETS, censor: '***' },
      mixin: () => {
        const context = RequestContext.find();
        return context ? { correlationId: context.correlationId, requestId: context.requestId } : {};
      },
      autoLogging: { ignore: (request) => /^\/(health|metrics)/.test(request.url ?? '') },
      customLogLevel: (_request, response, error) => ((error ?? response.statusCode >= 500) ? 'warn' : 'debug'),
      serializers: {
        req: (request: { method: string; url: string }) => ({ method: request.method, path: pathOf(request.url) }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      customProps: (request: IncomingMessage & { work?: WorkContext }) =>
        request.work ? { correlationId: request.work.correlationId } : {},
    },
  });
}

// Links that let somebody in carry their token in the path; it must not stand in a log.
function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').replace(/^\/(respond|my|identity\/setup)\/[^/]+/, '/$1/***');
}
