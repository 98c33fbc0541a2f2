import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import type { CalledBy, Principal } from '../auth/principal';
import { RequestContext } from '../http/request-context';
import type { AuditDoor } from './audit-door';

/** Sees to it that every operation with a caller stands in the audit trail (GV-02), done or refused. */
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly door: AuditDoor) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { principal } = context.switchToHttp().getRequest<FastifyRequest & CalledBy>();
    return principal ? defer(() => this.audited(context, principal, next)) : next.handle();
  }

  private async audited(context: ExecutionContext, caller: Principal, next: CallHandler): Promise<unknown> {
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      if (RequestContext.find()?.audited?.done !== true) await this.door.answered(context, caller, answer);
      return answer;
    } catch (error) {
      this.door.refused(context, caller, error);
      throw error;
    }
  }
}
