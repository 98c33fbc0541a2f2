import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { NotFoundError } from '#libs/contracts';
import type { AuditDoor } from '../audit/audit-door';
import type { Clock } from '../clock';
import { ACCESS, grants, type Access } from './access.decorator';
import { ForbiddenError, UnauthorizedError } from './auth.errors';
import type { CalledBy, Principal } from './principal';
import type { PathParameters, RecordReaches } from './record-reach';
import type { TokenVerifier } from './token-verifier';

/**
 * Lets a request in when its token is good (401), its caller may use the operation (403), and what its path names exists for them (404), in
 * this order and before anything else of the request is looked at. Message handlers pass: the bus is not a caller.
 */
export class AuthGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(
    private readonly tokens: TokenVerifier,
    private readonly reaches: RecordReaches,
    private readonly audit: AuditDoor,
    private readonly clock: Clock,
    /** Refuses a caller who calls too often. */
    private readonly limit: (request: FastifyRequest, caller: Principal) => Promise<void> = () => Promise.resolve(),
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | 'public' | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & CalledBy>();
    const principal = await this.tokens.verify(bearerOf(request), this.clock.now());
    await this.limit(request, principal);
    try {
      request.principal = await this.admit(context, principal, access);
    } catch (error) {
      this.audit.refused(context, principal, error);
      throw error;
    }
    return true;
  }

  private async admit(context: ExecutionContext, principal: Principal, access: Access | undefined): Promise<Principal> {
    if (!access || !mayUse(principal, access)) throw new ForbiddenError('Your role does not allow this.');
    // A caller of this request alone: what is worked out about them is kept for as long as it lasts.
    // A role that does not open the operation says nothing of how far its caller sees there either.
    const caller = { ...principal, roles: principal.roles.filter((role) => access.roles?.includes(role)) };
    await this.refuseUnreachable(context, context.switchToHttp().getRequest<FastifyRequest>().params as PathParameters, caller);
    return caller;
  }

  private async refuseUnreachable(context: ExecutionContext, named: PathParameters, caller: Principal): Promise<void> {
    for (const parameter of Object.keys(named)) {
      const record = this.reaches.record(context.getClass(), parameter);
      if (!record || !(await record.exists(named, caller))) throw new NotFoundError(record?.what ?? 'record');
    }
  }
}

function bearerOf(request: FastifyRequest): string {
  const match = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '');
  if (!match?.[1]) throw new UnauthorizedError('TOKEN.MISSING', 'A bearer token is needed.');
  return match[1];
}

function mayUse(principal: Principal, access: Access): boolean {
  if (principal.kind === 'person') return (access.roles ?? []).some((role) => principal.roles.includes(role));
  return (access.scopes ?? []).some((wanted) => principal.scopes.some((granted) => grants(granted, wanted)));
}
