import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate, type DatabaseDefinition } from '#libs/platform';
import { freshDatabase, type FreshDatabase } from '#libs/testing';
import { services } from '../src/services';

const databases = [...new Set(services.flatMap((service) => service.databases))];

/** What `migration:generate --check` asks, for every service: an empty database that was migrated is what the entities say. */
describe.each(databases.map((definition): [string, DatabaseDefinition] => [definition.name, definition]))(
  'the schema of %s',
  (name, definition) => {
    let database: FreshDatabase;
    beforeAll(async () => {
      database = await freshDatabase([name]);
    });
    afterAll(() => database.close());

    it('is what its entities say when an empty database has been migrated, and can be taken down again', async () => {
      const url = database.urls[name] ?? '';
      const ran = await migrate(definition, url);
      expect(ran).toHaveLength(definition.migrations.length);
      const dataSource = await new DataSource(dataSourceOptions(definition, url)).initialize();
      try {
        const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
        expect(upQueries.map(({ query }) => query)).toEqual([]);
        for (const _ of ran) await dataSource.undoLastMigration();
        const left = await dataSource.query<object[]>(
          `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'migrations'`,
        );
        expect(left).toEqual([]);
      } finally {
        await dataSource.destroy();
      }
    });
  },
);
