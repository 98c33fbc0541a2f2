import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the referrer wrote, who belongs to the person, and what was done although a contact rule stood. */
export class RelatedPersons1764230000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE referral_details (
      case_id uuid NOT NULL,
      details jsonb NOT NULL,
      CONSTRAINT referral_details_pk PRIMARY KEY (case_id),
      CONSTRAINT referral_details_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
    await runner.query(`CREATE TABLE related_person (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      name text NOT NULL,
      relationship text NOT NULL,
      relationship_text text,
      authority text NOT NULL,
      contact_rule text,
      phone text,
      email text,
      note text,
      from_on date,
      until_on date,
      ended_at timestamptz,
      recorded_by text NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT related_person_pk PRIMARY KEY (id),
      CONSTRAINT related_person_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT related_person_ends_after_it_begins CHECK (until_on >= from_on),
      CONSTRAINT related_person_contact_rule_known CHECK (contact_rule IN ('through-carer', 'may-be-contacted', 'not-to-be-contacted'))
    )`);
    await runner.query(`CREATE INDEX related_person_by_case ON related_person (case_id, recorded_at, id)`);
    await runner.query(`CREATE TABLE contact_rule_exception (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      rule text NOT NULL,
      act text NOT NULL,
      about_id uuid NOT NULL,
      reason text NOT NULL,
      done_by text NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT contact_rule_exception_pk PRIMARY KEY (id),
      CONSTRAINT contact_rule_exception_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
    await runner.query(`CREATE INDEX contact_rule_exception_by_case ON contact_rule_exception (case_id, at, id)`);
    await runner.query(
      `ALTER TABLE person_message ADD COLUMN related_person_id uuid, ADD COLUMN despite_contact_rule boolean NOT NULL DEFAULT false`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person_message DROP COLUMN related_person_id, DROP COLUMN despite_contact_rule`);
    await runner.query(`DROP TABLE contact_rule_exception, related_person, referral_details`);
  }
}
