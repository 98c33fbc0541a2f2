import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations get a kind and codes, and every client and account belongs to a registered one. */
export class IdentityOrganisations1764110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organisation
        ADD COLUMN kind text,
        ADD COLUMN ods_code text CONSTRAINT organisation_ods_code_key UNIQUE,
        ADD COLUMN charity_number text CONSTRAINT organisation_charity_number_key UNIQUE,
        ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN disabled_at timestamptz`);
    // Until now only the first organisation was a record; the others were ids that clients and accounts carried.
    await runner.query(`UPDATE organisation SET kind = 'hub'`);
    await runner.query(`
      INSERT INTO organisation (id, name, kind)
      SELECT organisation_id, 'Organisation ' || left(organisation_id::text, 8),
             CASE WHEN roles && ARRAY['operator', 'commissioner'] THEN 'hub'
                  WHEN roles && ARRAY['link-worker', 'supervisor'] THEN 'scheme-provider'
                  WHEN roles && ARRAY['provider'] THEN 'charity'
                  ELSE 'practice' END
        FROM (SELECT organisation_id, array_agg(role) AS roles
                FROM (SELECT organisation_id, unnest(roles) AS role FROM account
                      UNION ALL SELECT organisation_id, NULL FROM client) AS held
               GROUP BY organisation_id) AS known
      ON CONFLICT ON CONSTRAINT organisation_pkey DO NOTHING`);
    await runner.query(`ALTER TABLE organisation ALTER COLUMN kind SET NOT NULL, ALTER COLUMN created_at DROP DEFAULT`);
    for (const table of ['client', 'account']) {
      await runner.query(`
        ALTER TABLE ${table} ADD CONSTRAINT ${table}_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['client', 'account']) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_organisation_fkey`);
    await runner.query(`
      ALTER TABLE organisation DROP COLUMN kind, DROP COLUMN ods_code, DROP COLUMN charity_number, DROP COLUMN created_at, DROP COLUMN disabled_at`);
  }
}
