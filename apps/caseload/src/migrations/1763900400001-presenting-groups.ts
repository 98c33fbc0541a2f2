import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why social prescribing is meant for a person, several at once (CL-40), and where they live of the scheme's coverage (CL-41). */
export class PresentingGroups1763900400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case"
      ADD COLUMN presenting_groups text[] NOT NULL DEFAULT '{}',
      ADD COLUMN area text,
      ADD CONSTRAINT case_presenting_groups_known CHECK (presenting_groups <@
        ARRAY['long-term-condition', 'mental-health-need', 'lonely-or-isolated', 'complex-social-needs', 'frequent-attender'])`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case" DROP COLUMN presenting_groups, DROP COLUMN area`);
  }
}
