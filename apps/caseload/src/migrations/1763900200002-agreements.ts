import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What caseload keeps of information-governance agreements (ID-01). */
export class Agreements1763900200002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE agreement_copy (
      agreement_id uuid NOT NULL,
      scheme_id uuid NOT NULL,
      organisation_id uuid NOT NULL,
      party_id uuid NOT NULL,
      purposes text[] NOT NULL,
      valid_from timestamptz NOT NULL,
      valid_until timestamptz,
      sequence integer NOT NULL,
      CONSTRAINT agreement_copy_pk PRIMARY KEY (agreement_id)
    )`);
    await runner.query(`CREATE INDEX agreement_copy_by_party ON agreement_copy (party_id, scheme_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE agreement_copy`);
  }
}
