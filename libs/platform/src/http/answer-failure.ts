import type { FastifyReply } from 'fastify';
import type { ErrorFormat } from './error-format';
import type { Failure } from './failure';

/** Sends a failure in the format of its address. */
export function answerFailure(failure: Failure, format: ErrorFormat, reply: FastifyReply): void {
  void reply
    .status(failure.status)
    .headers(failure.headers)
    .type(format.contentType)
    .send(JSON.stringify(format.render(failure)));
}
