import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { HealthController } from './health.controller';
import { HealthRegistry } from './health-registry';

describe('the health endpoints', () => {
  it('tell the log which check failed and why, once, and once that all is well again', async () => {
    const lines: unknown[] = [];
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => lines.push(line));
    const statuses: number[] = [];
    const reply = { header: () => reply, status: (code: number) => (statuses.push(code), reply), send: () => reply };
    const health = new HealthRegistry();
    let isWell = true;
    health.add({
      name: 'tests database',
      kind: 'ready',
      probe: () => (isWell ? Promise.resolve('reachable') : Promise.reject(new Error('disk-full: no room'))),
    });
    health.add({ name: 'tests bus', kind: 'ready', probe: () => Promise.resolve('reachable') });
    const controller = new HealthController(health, new Registry());
    for (const well of [true, false, false, true, true]) {
      isWell = well;
      await controller.ready(reply as unknown as FastifyReply);
    }
    warn.mockRestore();
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
    expect(lines).toEqual(['not ready: tests database (disk-full: no room)', 'ready again']);
  });
});
