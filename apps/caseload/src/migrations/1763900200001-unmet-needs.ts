import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of needs that nothing could be found for (CL-32). */
export class UnmetNeeds1763900200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE unmet_need (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      organisation_id uuid NOT NULL,
      scheme_id uuid NOT NULL,
      need text NOT NULL,
      area text,
      reason text NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT unmet_need_pk PRIMARY KEY (id),
      CONSTRAINT unmet_need_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT unmet_need_once_per_case UNIQUE (case_id, need, reason),
      CONSTRAINT unmet_need_reason_known CHECK (
        reason IN ('no-provider', 'full', 'waiting-list', 'closed', 'transport', 'cost', 'timing', 'access', 'culture', 'not-suitable'))
    )`);
    await runner.query(`CREATE INDEX unmet_need_by_organisation ON unmet_need (organisation_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE unmet_need`);
  }
}
