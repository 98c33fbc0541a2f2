import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Settings say in their names which days they count. CL-15 counts days of the calendar: the default of 14 stays 14, which nobody had
 * chosen as working days; another number of working days becomes the days of the calendar that it lasted. Cases that wait follow, but for
 * those with a pause, which do at their next change.
 */
export class CalendarDays1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE scheme_settings SET settings = settings - 'notContactedAlertWorkingDays' || jsonb_build_object('notContactedAlertCalendarDays',
        CASE days WHEN 14 THEN 14 ELSE ceil(days * 7 / 5.0)::integer END)
      FROM (SELECT scheme_id AS id, (settings ->> 'notContactedAlertWorkingDays')::integer AS days FROM scheme_settings) old
      WHERE old.id = scheme_id AND days IS NOT NULL`);
    await runner.query(rename('directoryVerifiedWithinDays', 'directoryVerifiedWithinCalendarDays'));
    await runner.query(`
      UPDATE "case" c SET not_contacted_at = due.at FROM (${DUE}) due WHERE due.id = c.id AND c.not_contacted_at IS NOT NULL`);
    await runner.query(
      `UPDATE timer t SET due_at = due.at, next_try_at = due.at FROM (${DUE}) due WHERE due.id::text = t.subject_id AND t.kind = 'case.not-contacted'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE scheme_settings SET settings = settings - 'notContactedAlertCalendarDays' || jsonb_build_object('notContactedAlertWorkingDays',
        CASE days WHEN 14 THEN 14 ELSE floor(days * 5 / 7.0)::integer END)
      FROM (SELECT scheme_id AS id, (settings ->> 'notContactedAlertCalendarDays')::integer AS days FROM scheme_settings) old
      WHERE old.id = scheme_id AND days IS NOT NULL`);
    await runner.query(rename('directoryVerifiedWithinCalendarDays', 'directoryVerifiedWithinDays'));
  }
}

const DUE = `
  SELECT c.id, ((c.allocated_at AT TIME ZONE 'Europe/London')::date + coalesce((s.settings ->> 'notContactedAlertCalendarDays')::integer, 14)
    + time '17:00') AT TIME ZONE 'Europe/London' AS at
  FROM "case" c LEFT JOIN scheme_settings s ON s.scheme_id = c.scheme_id
  WHERE c.status <> 'closed' AND c.allocated_at IS NOT NULL AND c.first_contact_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM clock_pause p WHERE p.case_id = c.id AND p.clock = 'first-contact')`;

function rename(from: string, to: string): string {
  return `UPDATE scheme_settings SET settings = settings - '${from}' || jsonb_build_object('${to}', settings -> '${from}') WHERE settings ? '${from}'`;
}
