import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Public } from '../auth/access.decorator';
import { HealthRegistry, type Check } from './health-registry';

/** Liveness, readiness and metrics of every process; no token, no personal data. */
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Registry,
  ) {}

  @Get('health/live')
  live(@Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.answer('live', reply);
  }

  @Get('health/ready')
  ready(@Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.answer('ready', reply);
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.metrics();
  }

  private async answer(kind: Check['kind'], reply: FastifyReply): Promise<FastifyReply> {
    const checks = await this.health.run(kind);
    const ok = checks.every((check) => check.ok);
    if (!ok) void reply.header('retry-after', '5');
    return reply.status(ok ? 200 : 503).send({ status: ok ? 'ok' : 'failing', checks });
  }
}
