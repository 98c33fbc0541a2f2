import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import type { CalledBy } from '../auth/principal';
import type { IdempotencyStore, IdempotencyStores } from './idempotency-store';
import { IdempotencyKeyInvalidError } from './idempotency.errors';
import { IdempotentRequest } from './idempotent-request';

/** Methods that change something. */
export const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Headers by which a caller goes on. */
const KEPT_HEADERS = ['etag', 'location'];

/**
 * Writes under `/api/<service>/` take an `Idempotency-Key`. It stands behind the guard, so a caller who lost the right gets no old answer
 * either. FHIR doors have conditional create instead, and a public door has no caller to whom a key could belong.
 */
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly stores: IdempotencyStores) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest & CalledBy>();
    if (request.headers['idempotency-key'] === undefined || !WRITES.includes(request.method)) return next.handle();
    const store = this.stores.at(request.routeOptions.url ?? '');
    const described = store && identify(request);
    if (!described) return next.handle();
    return defer(() => once(store, described, context.switchToHttp().getResponse<FastifyReply>(), next));
  }
}

function identify(request: FastifyRequest & CalledBy): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) throw new IdempotencyKeyInvalidError();
  if (!request.principal) return undefined;
  const { url: address, body } = request;
  return new IdempotentRequest(key, request.principal, { route: `${request.method} ${request.routeOptions.url ?? ''}`, address, body });
}

async function once(store: IdempotencyStore, request: IdempotentRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
  const { answer, isRepeat } = await store.once(request, async () => {
    const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    return { status: reply.statusCode, headers: headersOf(reply), body };
  });
  if (isRepeat) void reply.status(answer.status).headers(answer.headers).header('idempotent-replayed', 'true');
  return answer.body;
}

function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name);
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
