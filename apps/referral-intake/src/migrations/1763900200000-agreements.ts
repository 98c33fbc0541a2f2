import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Information-governance agreements with other organisations (ID-01). */
export class Agreements1763900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE information_agreement (
        id uuid NOT NULL,
        scheme_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        party_id uuid NOT NULL,
        purposes text[] NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        CONSTRAINT information_agreement_pk PRIMARY KEY (id),
        CONSTRAINT information_agreement_scheme_fk FOREIGN KEY (scheme_id) REFERENCES scheme (id),
        CONSTRAINT information_agreement_ends_after_it_begins CHECK (valid_until IS NULL OR valid_until >= valid_from)
      )`);
    await runner.query(`CREATE INDEX information_agreement_organisation ON information_agreement (organisation_id, valid_from, id)`);
    await runner.query(`CREATE INDEX information_agreement_party ON information_agreement (party_id, valid_from, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE information_agreement`);
  }
}
