import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where what was told of a referral cannot be processed, so that its sender hears of it. */
export class FhirStandstill1764110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE referral ADD COLUMN fault text`);
    await runner.query(`
      CREATE TABLE standstill (
        referral_id uuid NOT NULL,
        consumer text NOT NULL,
        topic text NOT NULL,
        event_id text NOT NULL,
        state text NOT NULL,
        CONSTRAINT standstill_pk PRIMARY KEY (referral_id, consumer, topic, event_id),
        CONSTRAINT standstill_state CHECK (state IN ('dead', 'discarded'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE standstill`);
    await runner.query(`ALTER TABLE referral DROP COLUMN fault`);
  }
}
