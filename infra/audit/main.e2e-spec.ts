import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseClient } from '#libs/platform';
import { freshDatabase, startPostgres, type FreshDatabase } from '#libs/testing';
import { SERVICES, databaseSettingOf } from '../launcher/services';
import { main } from './main';

describe('npm run audit -- verify', () => {
  const before = process.env;
  let database: FreshDatabase;
  let folder: string;
  let owner: DatabaseClient;
  let said = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-'));
    const names = [...SERVICES, 'bus', 'keyring'] as const;
    database = await freshDatabase(names);
    process.env = { ...before, HUB_DATA_DIR: folder };
    for (const name of names) process.env[databaseSettingOf(name)] = database.urls[name];
    const { ownerUrl } = await startPostgres();
    owner = new DatabaseClient(Object.assign(new URL(ownerUrl), { pathname: new URL(database.urls.caseload ?? '').pathname }).toString());
    await owner.connect();
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    process.env = before;
    await owner.end();
    await database.close();
    await rm(folder, { recursive: true });
  });

  const verify = async (): Promise<[number, string]> => {
    said = '';
    return [await main(['verify']), said];
  };
  const write = (entityId: string) =>
    owner.query(
      `INSERT INTO caseload_audit.unsealed (actor, action, entity, entity_id, correlation_id) VALUES ('sue', 'read', 'case', $1, 'c')`,
      [entityId],
    );

  it('ends with 0 while every chain holds, and with 1 when one does not, naming the service and the entry (part of GV-02)', async () => {
    for (const id of ['a', 'b', 'c']) await write(id);
    await owner.query(`SELECT caseload_audit.seal(10)`);
    await write('d');
    const [held, lines] = await verify();
    expect([held, lines.split('\n').filter(Boolean)]).toEqual([
      0,
      SERVICES.map((service) =>
        service === 'caseload' ? 'caseload: 3 entries hold; 1 not yet in the chain' : `${service}: 0 entries hold`,
      ),
    ]);
    await owner.query(`DELETE FROM caseload_audit.entry WHERE position = 3`);
    await owner.query(`UPDATE caseload_audit.head SET position = 2, hash = (SELECT hash FROM caseload_audit.entry WHERE position = 2)`);
    const [broken, told] = await verify();
    expect([broken, told]).toEqual([1, expect.stringContaining('caseload: BROKEN, entry 3 was removed, and all after it up to entry 3')]);
    // What it has seen is not forgotten because it is gone.
    expect(JSON.parse(await readFile(join(folder, 'audit-heads.json'), 'utf8'))).toMatchObject({ caseload: { position: 3 } });
    expect((await verify())[0]).toBe(1);
  });
});
