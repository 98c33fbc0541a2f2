import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemFormat, type ErrorFormat } from './error-format';
import { failureOf } from './failure';
import { RequestContext } from './request-context';

/**
 * The one place where errors become answers. It chooses the format by the address, because 404, malformed JSON, 413
 * and 415 never reach a controller's own filter.
 */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly formats: readonly ErrorFormat[]) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // Errors of message handlers belong to the transport, which decides between retrying and parking.
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const failure = failureOf(error);
    if (failure.unforeseen) this.tell(error, request);
    if (reply.sent) return;
    const format = this.formats.find(({ prefix }) => request.url.startsWith(prefix)) ?? problemFormat;
    void reply
      .status(failure.status)
      .headers(failure.headers)
      .type(format.contentType)
      .send(JSON.stringify(format.render(failure)));
  }

  // What fails before a controller is reached fails outside of the request's context.
  private tell(error: unknown, request: FastifyRequest): void {
    RequestContext.run(request.work ?? RequestContext.current(), () => {
      this.logger.error({ err: error }, 'unforeseen error');
    });
  }
}
