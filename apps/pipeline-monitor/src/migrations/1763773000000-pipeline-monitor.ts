import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Journeys of referrals and their steps: identifiers and codes, never a person. */
export class PipelineMonitor1763773000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journey (
        referral_id uuid NOT NULL,
        reference text,
        organisation_id uuid,
        correlation_id text NOT NULL,
        first_step_at timestamptz NOT NULL,
        last_step_at timestamptz NOT NULL,
        CONSTRAINT journey_pk PRIMARY KEY (referral_id)
      )`);
    await runner.query(`
      CREATE TABLE step (
        event_id text NOT NULL,
        subject uuid NOT NULL,
        type text NOT NULL,
        source text NOT NULL,
        topic text NOT NULL,
        sequence bigint NOT NULL,
        correlation_id text NOT NULL,
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        codes jsonb NOT NULL,
        CONSTRAINT step_pk PRIMARY KEY (event_id)
      )`);
    await runner.query(`CREATE INDEX step_subject ON step (subject, at)`);
    await runner.query(`CREATE INDEX step_correlation ON step (correlation_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE step, journey`);
  }
}
