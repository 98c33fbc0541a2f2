import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate } from '#libs/platform';
import { freshDatabase } from '#libs/testing';
import { providerGatewayDatabase } from '../src/data-source';

describe("provider-gateway's schema", () => {
  it('is what the entities say after all migrations, and can be undone', async () => {
    const database = await freshDatabase(['provider-gateway']);
    const url = database.urls['provider-gateway'] ?? '';
    await migrate(providerGatewayDatabase, url);
    const source = await new DataSource(dataSourceOptions(providerGatewayDatabase, url, 2)).initialize();
    try {
      const pending = await source.driver.createSchemaBuilder().log();
      expect(pending.upQueries.map(({ query }) => query)).toEqual([]);
      for (const _ of providerGatewayDatabase.migrations) await source.undoLastMigration();
      expect(await source.query(`SELECT 1 FROM pg_tables WHERE tablename = 'delivery' AND schemaname = 'provider_gateway'`)).toEqual([]);
    } finally {
      await source.destroy();
      await database.close();
    }
  });
});
