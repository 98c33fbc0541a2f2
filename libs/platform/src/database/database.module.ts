import { Injectable, Module, Optional, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { auditEntriesController } from '../audit/audit-entries.controller';
import { AuditEntriesQuery } from '../audit/audit-entries.query';
import { AuditSealer } from '../audit/audit-sealer';
import { auditMigrations } from '../audit/audit.migration';
import { AuditService } from '../audit/audit.service';
import { ProcessConfig } from '../config/process.config';
import type { Settings } from '../config/settings';
import { IdempotencyStore } from '../idempotency/idempotency-store';
import { idempotencyMigrations } from '../idempotency/idempotency.migration';
import { CallCountExchange } from '../rate-limit/call-count-exchange';
import { rateLimitMigrations } from '../rate-limit/rate-limit.migration';
import { dataSourceOptions } from './data-source';
import { DatabaseCheck } from './database-check';
import type { DatabaseDefinition } from './database-definition';
import { Transaction } from './transaction';

// Nest runs this hook after all servers and workers have stopped, so nothing still needs a connection.
@Injectable()
class ConnectionCloser implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    @Optional() private readonly sealer?: AuditSealer,
  ) {}

  onApplicationBootstrap(): void {
    this.sealer?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sealer?.stop();
    await this.dataSource.destroy();
  }
}

/** One service's connection pool, `Transaction`, audit trail and kept answers. Not global and not named: each service imports its own. */
@Module({})
export class DatabaseModule {
  static forService(definition: DatabaseDefinition, settings: Settings): DynamicModule {
    const url = settings.databaseUrl(definition.name);
    if (url === undefined) throw new Error(`${definition.name} has no database in this process`);
    const { databasePool, idempotencyHours } = settings.get(ProcessConfig);
    const options = dataSourceOptions(definition, url, databasePool);
    const keepsAnswers = idempotencyMigrations.every((migration) => definition.migrations.includes(migration));
    const idempotency = {
      provide: IdempotencyStore,
      useFactory: (transaction: Transaction) => new IdempotencyStore(definition.name, transaction, idempotencyHours),
      inject: [Transaction],
    };
    const countsCalls = rateLimitMigrations.every((migration) => definition.migrations.includes(migration));
    const callCounts = {
      provide: CallCountExchange,
      useFactory: (transaction: Transaction) => new CallCountExchange(definition.name, transaction),
      inject: [Transaction],
    };
    const keepsTrail = auditMigrations.every((migration) => definition.migrations.includes(migration));
    const sealer = {
      provide: AuditSealer,
      useFactory: (transaction: Transaction) => new AuditSealer(definition.name, transaction),
      inject: [Transaction],
    };
    return {
      module: DatabaseModule,
      controllers: keepsTrail ? [auditEntriesController(definition.name)] : [],
      providers: [
        { provide: DataSource, useFactory: () => new DataSource(options).initialize() },
        { provide: Transaction, useFactory: (dataSource: DataSource) => new Transaction(dataSource), inject: [DataSource] },
        {
          provide: DatabaseCheck,
          useFactory: (transaction: Transaction) => new DatabaseCheck(definition.name, transaction),
          inject: [Transaction],
        },
        AuditService,
        ...(keepsTrail ? [sealer, AuditEntriesQuery] : []),
        ...(keepsAnswers ? [idempotency] : []),
        ...(countsCalls ? [callCounts] : []),
        ConnectionCloser,
      ],
      exports: [
        DataSource,
        Transaction,
        DatabaseCheck,
        AuditService,
        ...(keepsAnswers ? [IdempotencyStore] : []),
        ...(countsCalls ? [CallCountExchange] : []),
      ],
    };
  }
}
