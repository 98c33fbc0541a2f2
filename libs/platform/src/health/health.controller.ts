import { Controller, Get, Header, Logger, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Public } from '../auth/access.decorator';
import { HealthRegistry, type Check, type CheckResult } from './health-registry';

/** Liveness, readiness and metrics of every process; no token, no personal data. */
@Public()
@Controller()
export class HealthController {
  private readonly logger = new Logger('health');
  private readonly told: Record<Check['kind'], string> = { live: '', ready: '' };

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
    this.tell(kind, checks);
    if (!ok) void reply.header('retry-after', '5');
    return reply.status(ok ? 200 : 503).send({ status: ok ? 'ok' : 'failing', checks });
  }

  /** One line when other checks fail than before, and one when all is well again: whoever asks may not keep the answers. */
  private tell(kind: Check['kind'], checks: readonly CheckResult[]): void {
    const failing = checks.filter(({ ok }) => !ok);
    const names = failing.map(({ name }) => name).join(', ');
    if (names === this.told[kind]) return;
    this.told[kind] = names;
    if (names === '') this.logger.warn(`${kind} again`);
    else this.logger.warn(`not ${kind}: ${failing.map(({ name, detail }) => `${name} (${detail})`).join(', ')}`);
  }
}
