import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether news is withheld follows from the person's words, all of which are kept (GV-01); and a sender hears of its referrals under an agreement (ID-01). */
export class NewsByLastWord1764220000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // When those said no is not known here: what was said before today does not undo it.
    await runner.query(`
      INSERT INTO consent_word (consent_id, referral_id, purpose, decision, at, sequence)
      SELECT gen_random_uuid(), id, 'share-with-referrer', 'withdrawn', now(), 0 FROM referral WHERE news_withheld`);
    await runner.query(`ALTER TABLE referral DROP COLUMN news_withheld`);
    await runner.query(`ALTER TABLE fhir_resource ADD COLUMN added_by_hub boolean NOT NULL DEFAULT false`);
    // The Observations to which the hub's Task leads are the hub's.
    await runner.query(`
      UPDATE fhir_resource f SET added_by_hub = true FROM referral r, jsonb_array_elements(r.outputs) AS output
      WHERE f.type = 'Observation' AND f.referral_id = r.id AND output ->> 'id' = f.id::text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE fhir_resource DROP COLUMN added_by_hub`);
    await runner.query(`ALTER TABLE referral ADD COLUMN news_withheld boolean NOT NULL DEFAULT false`);
    await runner.query(`
      UPDATE referral r SET news_withheld = true WHERE (
        SELECT decision FROM consent_word w WHERE w.referral_id = r.id AND w.purpose = 'share-with-referrer' ORDER BY at DESC, sequence DESC LIMIT 1
      ) IN ('refused', 'withdrawn')`);
  }
}
