import { Module, type DynamicModule } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { AuditDoor } from '../audit/audit-door';
import { RecordReaches } from '../auth/record-reach';
import { TokenVerifier } from '../auth/token-verifier';
import { TrustList } from '../auth/trust-list';
import { Clock } from '../clock';
import { ProcessConfig } from '../config/process.config';
import type { Settings } from '../config/settings';
import { HealthRegistry } from '../health/health-registry';
import { HealthController } from '../health/health.controller';
import { IdempotencyStores } from '../idempotency/idempotency-store';
import { CallCounts } from '../rate-limit/call-counts';
import { Tracing } from '../tracing/tracing';

/** What every service of a process shares: clock, health, metrics, traces, token checks. One instance a process, imported by each service. */
@Module({})
export class PlatformModule {
  static forProcess(settings: Settings, tracing: Tracing, counts: CallCounts): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        AuditDoor,
        Clock,
        HealthRegistry,
        IdempotencyStores,
        RecordReaches,
        { provide: CallCounts, useValue: counts },
        { provide: ProcessConfig, useValue: settings.get(ProcessConfig) },
        { provide: TrustList, useFactory: () => new TrustList(settings.get(ProcessConfig)) },
        {
          provide: TokenVerifier,
          inject: [TrustList],
          useFactory: (trust: TrustList) => new TokenVerifier(settings.get(ProcessConfig), trust),
        },
        { provide: Registry, useFactory: makeRegistry },
        { provide: Tracing, useValue: tracing },
      ],
      exports: [
        AuditDoor,
        Clock,
        HealthRegistry,
        IdempotencyStores,
        CallCounts,
        ProcessConfig,
        RecordReaches,
        TokenVerifier,
        TrustList,
        Registry,
        Tracing,
      ],
    };
  }
}

function makeRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
