import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate } from '#libs/platform';
import { freshDatabase } from '#libs/testing';
import { outcomesDatabase } from '../src/data-source';

describe('The schema of outcomes', () => {
  it('is what the entities say after all migrations, and gone after undoing them', async () => {
    const database = await freshDatabase(['outcomes']);
    const url = database.urls.outcomes ?? '';
    await migrate(outcomesDatabase, url);
    const dataSource = await new DataSource(dataSourceOptions(outcomesDatabase, url)).initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
      for (const _ of outcomesDatabase.migrations) await dataSource.undoLastMigration();
      const left = await dataSource.query<object[]>(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'outcomes' AND tablename <> 'migrations'`,
      );
      expect(left).toEqual([]);
    } finally {
      await dataSource.destroy();
      await database.close();
    }
  });
});
