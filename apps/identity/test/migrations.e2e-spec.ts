import { DataSource } from 'typeorm';
import { identityDatabase } from '#apps/identity';
import { dataSourceOptions, migrate } from '#libs/platform';
import { freshDatabase } from '#libs/testing';

describe('the schema', () => {
  it('is what the entities say when an empty database was migrated, and can be taken back', async () => {
    const database = await freshDatabase(['identity']);
    const url = database.urls.identity ?? '';
    await migrate(identityDatabase, url);
    const source = await new DataSource(dataSourceOptions(identityDatabase, url)).initialize();
    const pending = await source.driver.createSchemaBuilder().log();
    expect(pending.upQueries.map(({ query }) => query)).toEqual([]);
    // All but audit trail and kept answers.
    for (const _ of identityDatabase.migrations.slice(2)) await source.undoLastMigration();
    expect(await source.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'identity' ORDER BY 1`)).toEqual([
      { tablename: 'audit_entry' },
      { tablename: 'idempotency_key' },
      { tablename: 'migrations' },
    ]);
    await source.destroy();
    await database.close();
  });
});
