import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { TAKES_FORM } from '../http/body-reader.guard';
import type { RateLimits } from './rate-limits';

/** Forms without a token are limited by the address that they come from; looking at their pages is not. */
export class FormLimit implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const takesForm = this.reflector.getAllAndOverride<boolean | undefined>(TAKES_FORM, [context.getHandler(), context.getClass()]);
    if (takesForm && request.method === 'POST') await this.limits.form(request, request.routeOptions.url ?? '');
    return true;
  }
}
