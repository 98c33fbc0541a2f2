import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedMethods } from './allowed-methods';
import { answerFailure } from './answer-failure';
import type { ErrorFormats } from './error-format';
import { failureOf } from './failure';
import { sendPage, wordsForPeople } from './people-page';
import { RequestContext } from './request-context';
import { MethodNotAllowedError } from './request.errors';

/**
 * The one place where errors become answers. It chooses the format by the address, because 404, 413 and 415 never reach a controller's own
 * filter.
 */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(
    private readonly formats: ErrorFormats,
    private readonly methods: AllowedMethods,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // Errors of message handlers belong to the transport, which decides between retrying and parking.
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const failure = failureOf(this.isWrongMethod(error, request) ?? error);
    if (failure.unforeseen) this.tell(error, request);
    if (reply.sent) return;
    const words = wordsForPeople(failure, request);
    if (words) sendPage(failure, words, reply);
    else answerFailure(failure, this.formats.at(request.url), reply);
  }

  /** Nest's router says "not found" also of an address that answers another method. */
  private isWrongMethod(error: unknown, request: FastifyRequest): MethodNotAllowedError | undefined {
    if (!(error instanceof NotFoundException)) return undefined;
    const allowed = this.methods.at(request.url);
    return allowed.length === 0 || allowed.includes(request.method) ? undefined : new MethodNotAllowedError(allowed);
  }

  // What fails before a controller is reached fails outside of the request's context.
  private tell(error: unknown, request: FastifyRequest): void {
    RequestContext.run(request.work ?? RequestContext.current(), () => {
      this.logger.error({ err: error }, 'unforeseen error');
    });
  }
}
