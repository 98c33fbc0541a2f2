import { randomBytes } from 'node:crypto';
import { Injectable, type DynamicModule, Module } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { EventClass, ServiceName } from '#libs/contracts';
import {
  auditMigrations,
  DatabaseModule,
  migrateAll,
  serviceModule,
  start,
  Transaction,
  type DatabaseDefinition,
  type ProcessContext,
  type RunningProcess,
  type ServiceDefinition,
} from '#libs/platform';
import { freshDatabase, type FreshDatabase } from '#libs/testing';
import {
  connectTransport,
  consumersOf,
  embeddedBusDatabase,
  keyringDatabase,
  MessagingConfig,
  messagingMigrations,
  MessagingModule,
  OutboxService,
  type MessageContext,
} from '#libs/messaging';

class Effect1763779000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, type text, subject text, sequence int, correlation_id text)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE effect`);
  }
}

/** What a test may have a handler do before it writes its effect. */
export type Behaviour = (event: object, message: MessageContext) => unknown;

export interface SampleOptions {
  readonly name: ServiceName;
  readonly handles?: readonly EventClass[];
  readonly opensSealed?: boolean;
  readonly everyTopic?: boolean;
  behaviour?: Behaviour;
}

export interface SampleEffect {
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly correlation_id: string;
}

/** A service with one table: every event that it handles leaves one row there, in the handler's transaction. */
export function sampleService(options: SampleOptions): ServiceDefinition {
  const { name, handles = [] } = options;
  const database: DatabaseDefinition = {
    name,
    entities: [],
    migrations: [...auditMigrations, ...messagingMigrations, Effect1763779000000],
  };
  const transport = Symbol(name);
  const door = Symbol(`doors of ${name}`);
  const { Consumer, On } = consumersOf(transport);
  const consumers = handles.map((event) => {
    @Consumer()
    @Injectable()
    class SampleConsumer {
      constructor(readonly transaction: Transaction) {}

      @On(event)
      async handle(data: object, message: MessageContext): Promise<void> {
        await options.behaviour?.(data, message);
        await this.transaction.query(`INSERT INTO effect (type, subject, sequence, correlation_id) VALUES ($1, $2, $3, $4)`, [
          message.type,
          message.subject,
          message.sequence,
          message.correlationId,
        ]);
      }
    }
    return SampleConsumer;
  });
  @Module({})
  class SampleModule {
    static forProcess(context: ProcessContext): DynamicModule {
      const own = DatabaseModule.forService(database, context.settings);
      const { opensSealed = false, everyTopic = false } = options;
      return serviceModule(SampleModule, context, {
        imports: [own, MessagingModule.forService({ service: name, transport, opensSealed, everyTopic }, own, context)],
        configs: [],
        features: [{ controllers: consumers, providers: [{ provide: door, useClass: Doors }] }],
      });
    }
  }
  return {
    name,
    configs: [MessagingConfig],
    databases: [database, embeddedBusDatabase, keyringDatabase],
    module: (context) => SampleModule.forProcess(context),
    connect: (app) => {
      connectTransport(app, transport);
      doors.set(options, app.get<Doors>(door, { strict: false }));
    },
  };
}

/** What a test does in a service's name. */
@Injectable()
export class Doors {
  constructor(
    readonly transaction: Transaction,
    readonly outbox: OutboxService,
  ) {}

  /** Publishes the events in one transaction. */
  publish(...events: object[]): Promise<void> {
    return this.transaction.run(async () => {
      for (const event of events) await this.outbox.add(event);
    });
  }

  effects(): Promise<SampleEffect[]> {
    return this.transaction.read<SampleEffect>(`SELECT type, subject, sequence, correlation_id FROM effect ORDER BY id`);
  }

  async count(table: string): Promise<number> {
    const [row] = await this.transaction.read<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return row?.count ?? 0;
  }
}

const doors = new Map<SampleOptions, Doors>();

export function doorsOf(options: SampleOptions): Doors {
  const found = doors.get(options);
  if (!found) throw new Error(`${options.name} has not been started`);
  return found;
}

/** A JWK set with new keys, the first of which seals. */
export function sealingKeys(...kids: string[]): string {
  return JSON.stringify({ keys: kids.map((kid) => ({ kty: 'oct', k: randomBytes(32).toString('base64url'), kid })) });
}

export const SEALING_KEYS = sealingKeys('first');

export interface SampleWorld {
  readonly database: FreshDatabase;
  readonly env: NodeJS.ProcessEnv;
  /** Starts these services as one process. */
  start(services: readonly SampleOptions[], env?: NodeJS.ProcessEnv): Promise<RunningProcess>;
  close(): Promise<void>;
}

/** A migrated database of the test's own for the named services. */
export async function sampleWorld(names: readonly ServiceName[], more: NodeJS.ProcessEnv = {}, make = freshDatabase): Promise<SampleWorld> {
  const database = await make([...names, 'bus', 'keyring']);
  const urls = Object.entries(database.urls).map(([name, url]) => [`${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`, url]);
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_POOL: '4',
    SEALING_KEYS,
    ...Object.fromEntries(urls),
    ...more,
  } as NodeJS.ProcessEnv;
  await migrateAll(
    names.map((name) => sampleService({ name })),
    [],
    env,
  );
  const running = new Set<() => Promise<void>>();
  return {
    database,
    env,
    start: async (services, changes = {}) => {
      const process = await start(services.map(sampleService), { ...env, ...changes });
      const close = async (): Promise<void> => {
        if (running.delete(close)) await process.close();
      };
      running.add(close);
      return { ...process, close };
    },
    close: async () => {
      for (const end of [...running].reverse()) await end();
      await database.close();
    },
  };
}
