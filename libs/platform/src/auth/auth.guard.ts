import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock';
import { ACCESS, grants, type Access } from './access.decorator';
import { ForbiddenError, UnauthorizedError } from './auth.errors';
import type { CalledBy, Principal } from './principal';
import type { TokenVerifier } from './token-verifier';

/** Lets a request in when its token is good and its caller may use the route. Message handlers pass: the bus is not a caller. */
export class AuthGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(
    private readonly tokens: TokenVerifier,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | 'public' | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & CalledBy>();
    const principal = await this.tokens.verify(bearerOf(request), this.clock.now());
    if (!access || !mayUse(principal, access)) throw new ForbiddenError('Your role does not allow this.');
    request.principal = principal;
    return true;
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
