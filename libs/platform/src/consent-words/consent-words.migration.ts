import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a service keeps of people's words on the use of their data (GV-01). */
export class ConsentWords1764220000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent_word (
        consent_id uuid CONSTRAINT consent_word_pk PRIMARY KEY,
        referral_id uuid NOT NULL,
        purpose text NOT NULL,
        decision text NOT NULL,
        at timestamptz NOT NULL,
        sequence integer NOT NULL
      )`);
    await runner.query(`CREATE INDEX consent_word_by_referral ON consent_word (referral_id, purpose, at, sequence)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consent_word`);
  }
}

export const consentWordsMigrations = [ConsentWords1764220000000];
