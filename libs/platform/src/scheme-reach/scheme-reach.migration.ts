import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a service keeps of caseload's workers and of agreements, to know which link worker sees which scheme. */
export class SchemeReach1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reach_worker (
        scheme_id uuid NOT NULL,
        worker_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        account text NOT NULL,
        employments jsonb NOT NULL,
        sequence integer NOT NULL,
        CONSTRAINT reach_worker_pk PRIMARY KEY (scheme_id, worker_id)
      )`);
    await runner.query(`CREATE INDEX reach_worker_by_account ON reach_worker (account)`);
    await runner.query(`
      CREATE TABLE reach_agreement (
        agreement_id uuid CONSTRAINT reach_agreement_pk PRIMARY KEY,
        scheme_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        party_id uuid NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        sequence integer NOT NULL
      )`);
    await runner.query(`CREATE INDEX reach_agreement_by_party ON reach_agreement (party_id, scheme_id)`);
    await runner.query(`CREATE TABLE reach_move (referral_id uuid CONSTRAINT reach_move_pk PRIMARY KEY, scheme_id uuid NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reach_move, reach_agreement, reach_worker`);
  }
}

export const schemeReachMigrations = [SchemeReach1764130000000];
