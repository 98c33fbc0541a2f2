import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate } from '#libs/platform';
import { freshDatabase, type FreshDatabase } from '#libs/testing';
import { NO_OVERLAP as ABSENCES } from '../src/absences/absence.entity';
import { caseloadDatabase } from '../src/data-source';
import { NO_OVERLAP as EMPLOYMENTS } from '../src/employments/employment.entity';

describe("caseload's schema", () => {
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await freshDatabase(['caseload']);
    const url = database.urls.caseload ?? '';
    await migrate(caseloadDatabase, url);
    dataSource = await new DataSource(dataSourceOptions(caseloadDatabase, url)).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  it('is what the entities say when an empty database has been migrated', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  // The comparison above knows them by name only.
  it.each([
    ['absence', 'absence_no_overlap', ABSENCES],
    ['employment', 'employment_no_overlap', EMPLOYMENTS],
  ])('keeps two rows of %s apart by %s, as the entity says', async (table, name, expression) => {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.query(`CREATE TABLE likewise (LIKE ${table})`);
      await runner.query(`ALTER TABLE likewise ADD CONSTRAINT likewise_no_overlap EXCLUDE ${expression}`);
      const definition = `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = ANY ($1)`;
      const rows = (await runner.query(definition, [[name, 'likewise_no_overlap']])) as { definition: string }[];
      expect(rows).toHaveLength(2);
      expect(rows[0]).toEqual(rows[1]);
    } finally {
      await runner.query('DROP TABLE IF EXISTS likewise');
      await runner.release();
    }
  });

  it.each([
    ['case_allocated_xor_unallocated', 'is allocated and has no worker (CL-02)', `status = 'allocated', next_action_owner = 'worker'`],
    ['case_open_has_next_action', 'is open and has no next action (CL-13)', `next_action_type = NULL`],
    ['case_open_has_next_action', 'is open and its next action has no title (CL-13)', `next_action_title = ''`],
    ['case_open_has_next_action', 'is open and its next action has no owner (CL-13)', `next_action_owner = NULL`],
    ['case_open_has_next_action', 'is open and its next action has no date (CL-13)', `next_action_due_at = NULL`],
    ['case_next_action_owner', "stands in the queue and its next action is a worker's", `next_action_owner = 'worker'`],
    [
      'case_status_known',
      'has a third state between queue and worker (CL-02)',
      `status = 'parked', worker_id = gen_random_uuid(), next_action_owner = 'worker'`,
    ],
    [
      'case_closed_is_complete',
      'is closed without a reason',
      `status = 'closed', closed_at = now(), next_action_type = NULL, next_action_due_at = NULL`,
    ],
    [
      'case_closed_has_no_next_action',
      'is closed and still has a next action',
      `status = 'closed', closed_at = now(), closure_reason = 'ended'`,
    ],
  ])('refuses by %s a case that %s', async (constraint, _what, change) => {
    const id = await queuedCase(dataSource);
    await expect(dataSource.query(`UPDATE "case" SET ${change} WHERE id = $1`, [id])).rejects.toMatchObject({
      driverError: { constraint },
    });
  });
});

async function queuedCase(dataSource: DataSource): Promise<string> {
  const [id, scheme, organisation] = [randomUUID(), randomUUID(), randomUUID()];
  await dataSource.query(`INSERT INTO scheme_copy VALUES ($1, $2, 'Leeds North', 'england', 2, 5, 10, 1)`, [scheme, organisation]);
  await dataSource.query(
    `INSERT INTO "case" (id, referral_id, reference, organisation_id, scheme_id, sender_id, sender_name, priority, needs, status, received_at,
       opened_at, allocate_by, contact_by, kept_contacts, next_action_type, next_action_title, next_action_owner, next_action_due_at,
       contact_prohibited, version)
     VALUES ($1, gen_random_uuid(), 'SP-4K7Q-9M2X', $2, $3, gen_random_uuid(), 'Park Surgery', 'routine', '{loneliness}', 'unallocated', now(),
       now(), now(), now(), 0, 'allocate', 'Allocate a link worker', 'queue', now(),
       false, 1)`,
    [id, organisation, scheme],
  );
  return id;
}
