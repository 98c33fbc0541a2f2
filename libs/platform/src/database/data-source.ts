import { DataSource, type DataSourceOptions } from 'typeorm';
import { WorkClient } from './database-client';
import { schemaOf, type DatabaseDefinition } from './database-definition';
import { CONNECT_WITHIN_MS, sessionOptions, type WORK_LIMITS } from './work-limits';

/** The TypeORM options of one service's schema; `search_path` keeps a shared login inside it. */
export function dataSourceOptions(
  definition: DatabaseDefinition,
  url: string,
  poolSize = 10,
  kind: keyof typeof WORK_LIMITS = 'background',
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    entities: [...definition.entities] as never[],
    migrations: [...definition.migrations],
    migrationsTransactionMode: 'each',
    // Without awaiting each answer, statements of one transaction travel in one round.
    extra: {
      Client: WorkClient,
      pipeline: true,
      options: sessionOptions(schemaOf(definition), kind),
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      application_name: definition.name,
    },
    // Migrations make what they need; TypeORM would try again at each start, as a login that may not.
    installExtensions: false,
    logging: false,
  };
}

/** Brings the schema of `definition` up to date; two processes at once wait for one another. Returns the names of what ran. */
export async function migrate(definition: DatabaseDefinition, url: string): Promise<string[]> {
  const dataSource = await new DataSource(dataSourceOptions(definition, url, 2, 'migration')).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query(`SET lock_timeout = 0`);
    await lock.query(`SELECT pg_advisory_lock(hashtext($1))`, [`migrate ${definition.name}`]);
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query(`SELECT pg_advisory_unlock_all()`).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}
