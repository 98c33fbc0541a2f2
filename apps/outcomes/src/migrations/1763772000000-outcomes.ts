import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemes and episodes as other services tell of them, and the measurements taken in them. */
export class Outcomes1763772000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheme_copy (
        scheme_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        sequence integer NOT NULL,
        CONSTRAINT scheme_copy_pk PRIMARY KEY (scheme_id)
      )`);
    await runner.query(`
      CREATE TABLE episode (
        referral_id uuid NOT NULL,
        scheme_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        closure_reason text,
        CONSTRAINT episode_pk PRIMARY KEY (referral_id)
      )`);
    await runner.query(`CREATE INDEX episode_scheme ON episode (scheme_id)`);
    // Four answers in four columns: they are never combined into one number (measures: ONS4).
    await runner.query(`
      CREATE TABLE measurement (
        id uuid NOT NULL,
        referral_id uuid NOT NULL,
        instrument text NOT NULL,
        stage text NOT NULL,
        source text NOT NULL,
        taken_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        satisfied smallint,
        worthwhile smallint,
        happy smallint,
        anxious smallint,
        CONSTRAINT measurement_pk PRIMARY KEY (id),
        CONSTRAINT measurement_referral_fk FOREIGN KEY (referral_id) REFERENCES episode (referral_id),
        CONSTRAINT measurement_scale CHECK (
          satisfied BETWEEN 0 AND 10 AND worthwhile BETWEEN 0 AND 10 AND happy BETWEEN 0 AND 10 AND anxious BETWEEN 0 AND 10)
      )`);
    await runner.query(`CREATE INDEX measurement_referral ON measurement (referral_id, taken_at)`);
    await runner.query(`CREATE UNIQUE INDEX measurement_baseline ON measurement (referral_id, instrument) WHERE stage = 'baseline'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE measurement, episode, scheme_copy`);
  }
}
