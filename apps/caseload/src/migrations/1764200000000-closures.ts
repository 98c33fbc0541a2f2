import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happened when a case `ended`, and that nothing is left open behind a case that closes, whatever the reason: the database itself
 * refuses it. What was left open behind those that closed earlier ended with them.
 */
export class Closures1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UNANSWERED = `SELECT 1 FROM case_risk r WHERE r.case_id = NEW.id AND r.active AND r.signed_off_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM refer_back b WHERE b.case_id = r.case_id AND b.referred_at >= r.raised_at)`;

const UP = [
  `ALTER TABLE "case" ADD COLUMN closure_ending text,
    ADD CONSTRAINT case_closure_ending_known CHECK (closure_ending IS NULL OR (closure_reason = 'ended' AND closure_ending IN ('moved', 'died', 'other-care')))`,
  `ALTER TABLE contact ADD COLUMN before_referral_reason text`,
  `ALTER TABLE case_risk ADD COLUMN lifted_reason text`,
  `ALTER TABLE case_need DROP CONSTRAINT case_need_status_known,
    ADD CONSTRAINT case_need_status_known CHECK (status IN ('open', 'resolved', 'ongoing-elsewhere', 'declined', 'ended'))`,
  `UPDATE case_need n SET status = 'ended', at = c.closed_at FROM "case" c WHERE c.id = n.case_id AND c.status = 'closed' AND n.status = 'open'`,
  `UPDATE hand_over h SET state = 'withdrawn', settled_at = c.closed_at FROM "case" c WHERE c.id = h.case_id AND c.status = 'closed' AND h.state = 'waiting'`,
  `DROP TRIGGER case_completed_is_settled ON "case"`,
  `DROP FUNCTION refuse_unsettled_completion()`,
  `CREATE FUNCTION refuse_unsettled_closure() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM case_need WHERE case_id = NEW.id AND status = 'open') THEN
      RAISE EXCEPTION 'a case with an open need is not closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_closed_needs_settled';
    END IF;
    IF EXISTS (SELECT 1 FROM hand_over WHERE case_id = NEW.id AND state = 'waiting') THEN
      RAISE EXCEPTION 'a case that is being handed over is not closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_closed_hand_over_settled';
    END IF;
    IF NEW.closure_reason NOT IN ('withdrawn', 'entered-in-error') AND EXISTS (${UNANSWERED}) THEN
      RAISE EXCEPTION 'a case with an active risk is not closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_closed_risks_settled';
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER case_closed_is_settled BEFORE UPDATE ON "case" FOR EACH ROW
     WHEN (NEW.status = 'closed' AND OLD.status <> 'closed') EXECUTE FUNCTION refuse_unsettled_closure()`,
];

const DOWN = [
  `DROP TRIGGER case_closed_is_settled ON "case"`,
  `DROP FUNCTION refuse_unsettled_closure()`,
  `CREATE FUNCTION refuse_unsettled_completion() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM case_need WHERE case_id = NEW.id AND status = 'open') THEN
      RAISE EXCEPTION 'a case with an open need is not completed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_completed_needs_settled';
    END IF;
    IF EXISTS (${UNANSWERED}) THEN
      RAISE EXCEPTION 'a case with an active risk is not completed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_completed_risks_settled';
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER case_completed_is_settled BEFORE UPDATE ON "case" FOR EACH ROW
     WHEN (NEW.status = 'closed' AND NEW.closure_reason = 'completed' AND OLD.status <> 'closed') EXECUTE FUNCTION refuse_unsettled_completion()`,
  `UPDATE case_need SET status = 'open' WHERE status = 'ended'`,
  `ALTER TABLE case_need DROP CONSTRAINT case_need_status_known,
    ADD CONSTRAINT case_need_status_known CHECK (status IN ('open', 'resolved', 'ongoing-elsewhere', 'declined'))`,
  `ALTER TABLE case_risk DROP COLUMN lifted_reason`,
  `ALTER TABLE contact DROP COLUMN before_referral_reason`,
  `ALTER TABLE "case" DROP CONSTRAINT case_closure_ending_known, DROP COLUMN closure_ending`,
];
