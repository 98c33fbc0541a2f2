import { Injectable, Module, type DynamicModule, type Type } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TaskAccepted } from '#libs/contracts';
import {
  auditMigrations,
  DatabaseModule,
  serviceModule,
  Transaction,
  type DatabaseDefinition,
  type ProcessContext,
  type ServiceDefinition,
} from '#libs/platform';
import {
  connectTransport,
  consumersOf,
  embeddedBusDatabase,
  MessagingConfig,
  messagingMigrations,
  MessagingModule,
  OutboxService,
  type MessageContext,
} from '#libs/messaging';

/** The one update of every event: in the handler, and in the limit. */
export const EFFECT = 'UPDATE bench_effect SET events = events + 1 WHERE subject = $1';

/** The referrals that the events are about. */
export const SUBJECTS: readonly string[] = Array.from(
  { length: 2000 },
  (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
);

class BenchEffect1763779000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE bench_effect (subject text NOT NULL, events int NOT NULL DEFAULT 0, CONSTRAINT bench_effect_pkey PRIMARY KEY (subject)) WITH (fillfactor = 50)`,
    );
    await runner.query(`INSERT INTO bench_effect (subject) SELECT unnest($1::text[])`, [SUBJECTS]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE bench_effect`);
  }
}

/** Told of every event once its transaction has committed; `time` is when the event was written down, before its own commit. */
export interface HandledEvents {
  handled(time: string): void;
}

/** A service that does for each event what the limit does: one update in the transaction of the inbox row. */
export function consumingService(events: HandledEvents): ServiceDefinition {
  const transport = Symbol('bench consumer');
  const { Consumer, On } = consumersOf(transport);

  @Consumer()
  @Injectable()
  class TaskAcceptedConsumer {
    constructor(readonly transaction: Transaction) {}

    @On(TaskAccepted, { ownSubjectOnly: true })
    async handle({ referralId }: TaskAccepted, { time }: MessageContext): Promise<void> {
      this.transaction.afterCommit(() => {
        events.handled(time);
      });
      await this.transaction.query(EFFECT, [referralId]);
    }
  }

  const database = { name: 'caseload', entities: [], migrations: [...auditMigrations, ...messagingMigrations, BenchEffect1763779000000] };
  return serviceWith(database, { transport, controllers: [TaskAcceptedConsumer] });
}

/** What the producing service publishes with. */
@Injectable()
export class BenchProducer {
  constructor(
    readonly transaction: Transaction,
    readonly outbox: OutboxService,
  ) {}

  /** Each call is one transaction. */
  publish(...events: readonly TaskAccepted[]): Promise<void> {
    return this.transaction.run(async () => {
      await Promise.all(events.map((event) => this.outbox.add(event)));
    });
  }
}

/** A service that publishes and handles nothing. */
export function producingService(): ServiceDefinition {
  const database = { name: 'provider-gateway', entities: [], migrations: [...auditMigrations, ...messagingMigrations] };
  return serviceWith(database, { transport: Symbol('bench producer'), providers: [BenchProducer] });
}

interface Parts {
  readonly transport: symbol;
  readonly controllers?: Type[];
  readonly providers?: Type[];
}

function serviceWith(database: DatabaseDefinition, { transport, controllers = [], providers = [] }: Parts): ServiceDefinition {
  const { name } = database;
  @Module({})
  class BenchModule {
    static forProcess(context: ProcessContext): DynamicModule {
      const own = DatabaseModule.forService(database, context.settings);
      return serviceModule(BenchModule, context, {
        imports: [own, MessagingModule.forService({ service: name, transport }, own, context)],
        configs: [],
        features: [{ controllers, providers }],
      });
    }
  }
  return {
    name,
    configs: [MessagingConfig],
    databases: [database, embeddedBusDatabase],
    module: (context) => BenchModule.forProcess(context),
    connect: (app) => {
      connectTransport(app, transport);
    },
  };
}
