import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AuditSealer, AuditService, DatabaseClient, Transaction, auditMigrations, dataSourceOptions, migrate } from '#libs/platform';
import { eventually, startOwnPostgres, type FreshDatabase, type OwnPostgres } from '#libs/testing';
import { verify, type Head, type Verdict } from './verify';

const sample = { name: 'sample', entities: [], migrations: auditMigrations };

describe('the audit trail of a service', () => {
  let postgres: OwnPostgres;
  let database: FreshDatabase;
  let url: string;
  let owner: DatabaseClient;
  let dataSource: DataSource;
  let transaction: Transaction;
  let audit: AuditService;

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    database = await postgres.freshDatabase(['sample']);
    url = database.urls.sample ?? '';
    owner = await connected(ownerAddress());
    await owner.query(`SET search_path = sample_audit`);
    await migrate(sample, url);
    await open();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await owner.end();
    await postgres.stop();
  });

  const ownerAddress = () => Object.assign(new URL(postgres.ownerUrl), { pathname: new URL(url).pathname }).toString();
  const connected = async (connectionString: string) => {
    const client = new DatabaseClient({ connectionString });
    await client.connect();
    return client;
  };
  const open = async () => {
    dataSource = await new DataSource(dataSourceOptions(sample, url, 20)).initialize();
    transaction = new Transaction(dataSource);
    audit = new AuditService(transaction);
  };
  const act = (entityId: string = randomUUID()) => audit.record({ by: 'sample', action: 'change', entity: 'case', entityId });
  const seal = async () => {
    while ((await transaction.run(() => transaction.query<{ n: number }>(`SELECT sample_audit.seal(7) AS n`)))[0]?.n);
  };
  /** As an operator has it verified: by the service's own login. */
  const verdict = async (seen?: Head): Promise<Verdict> => {
    const client = await connected(url);
    try {
      return await verify(client, 'sample', seen);
    } finally {
      await client.end();
    }
  };

  it('takes entries from the service and lets it do nothing else with them', async () => {
    await act();
    await seal();
    await act();
    const refused = [
      `UPDATE sample_audit.entry SET actor = 'other'`,
      `UPDATE sample_audit.unsealed SET actor = 'other'`,
      `DELETE FROM sample_audit.entry`,
      `DELETE FROM sample_audit.unsealed`,
      `TRUNCATE sample_audit.entry`,
      `TRUNCATE sample_audit.unsealed`,
      `DROP TABLE sample_audit.entry`,
      `DROP SCHEMA sample_audit CASCADE`,
      `ALTER TABLE sample_audit.entry DISABLE TRIGGER ALL`,
      `ALTER TABLE sample_audit.unsealed ADD COLUMN more text`,
      `CREATE TABLE sample_audit.more (id int)`,
      `CREATE TRIGGER t BEFORE INSERT ON sample_audit.unsealed FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      `CREATE RULE r AS ON INSERT TO sample_audit.unsealed DO INSTEAD NOTHING`,
      `INSERT INTO sample_audit.entry SELECT * FROM sample_audit.entry`,
      `INSERT INTO sample_audit.unsealed (at, actor, action, entity, entity_id, correlation_id) VALUES ('2020-01-01', 'a', 'b', 'c', 'd', 'e')`,
      `UPDATE sample_audit.head SET position = 0`,
      `DELETE FROM sample_audit.head`,
      `INSERT INTO sample_audit.dropped VALUES ('2020-01-01', 1, 1, '')`,
      `UPDATE sample_audit.keeping SET months = 0`,
      `SELECT sample_audit.drop_months((now() + interval '2 months')::date)`,
      `SELECT sample_audit.drop_months((now() - interval '71 months')::date)`,
    ];
    for (const sql of refused) {
      const code = await transaction
        .run(() => transaction.query(sql))
        .then(
          () => 'done',
          (error: unknown) => (error as { code?: string }).code,
        );
      expect([sql, code]).toEqual([sql, '42501']);
    }
    await expect(transaction.run(() => transaction.query(`DELETE FROM audit_entry`))).rejects.toThrow(/cannot delete from view/);
    await seal();
    expect(await verdict()).toMatchObject({ entries: 2, unsealed: 0 });
  });

  it('has an entry of each act that was done and none of one that was undone (part of GV-02)', async () => {
    const [done, undone] = [randomUUID(), randomUUID()];
    await transaction.run(() => act(done));
    await expect(
      transaction.run(async () => {
        await act(undone);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const rows = await transaction.read(`SELECT entity_id FROM audit_entry WHERE entity_id IN ($1, $2)`, [done, undone]);
    expect(rows).toEqual([{ entity_id: done }]);
  });

  it('is chained by the service itself, soon after the act', async () => {
    const sealer = new AuditSealer('sample', transaction);
    const sealing = new AuditService(transaction, sealer);
    sealer.start();
    try {
      const entityId = randomUUID();
      await eventually(async () => {
        expect(await verdict()).toMatchObject({ unsealed: 0 });
      });
      await sealing.record({ by: 'sample', action: 'change', entity: 'case', entityId });
      await eventually(async () => {
        expect(await transaction.read(`SELECT 1 FROM sample_audit.entry WHERE entity_id = $1`, [entityId])).toHaveLength(1);
      });
    } finally {
      await sealer.stop();
    }
  });

  it('keeps one chain while many write and several seal at the same time', async () => {
    const { entries, unsealed } = await verdict();
    let writing = true;
    const sealers = [0, 1, 2].map(async () => {
      while (writing) await seal();
    });
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let n = 0; n < 40; n++) {
        await transaction
          .run(async () => {
            await act();
            if (n % 5 === 0) await act();
            if (n % 7 === 3 && writer % 2 === 0) throw new Error('undone');
          })
          .catch(() => undefined);
      }
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await seal();
    // 12 writers of 40 acts, an eighth of a second entry in each fifth; six of them undo six each, of which one (n = 10) has two.
    const undone = [3, 10, 17, 24, 31, 38].reduce((sum, n) => sum + (n % 5 === 0 ? 2 : 1), 0) * 6;
    const after = await verdict();
    expect(after).toEqual({ entries: entries + unsealed + 12 * 48 - undone, unsealed: 0, head: after.head });
  });

  it('holds after PostgreSQL was killed in the midst of writing and sealing, with every act that had been done', async () => {
    const done: string[] = [];
    let running = true;
    const work = [0, 1, 2, 3].map(async () => {
      while (running) {
        const id = randomUUID();
        await act(id).then(
          () => done.push(id),
          () => undefined,
        );
        if (done.length % 10 === 0) await seal().catch(() => undefined);
      }
    });
    await eventually(() => {
      expect(done.length).toBeGreaterThan(200);
    });
    await postgres.kill();
    running = false;
    await Promise.all(work);
    await dataSource.destroy();
    await postgres.start();
    await open();
    owner = await connected(ownerAddress());
    await owner.query(`SET search_path = sample_audit`);
    expect((await verdict()).broken).toBeUndefined();
    await seal();
    expect(await verdict()).toMatchObject({ unsealed: 0 });
    const [found] = await transaction.read<{ n: string }>(
      `SELECT count(DISTINCT entity_id) AS n FROM sample_audit.entry WHERE entity_id = ANY($1)`,
      [done],
    );
    expect(Number(found?.n)).toBe(done.length);
  });

  describe('changed by hand by the owner of the database', () => {
    beforeAll(async () => {
      await owner.query(`CREATE TEMP TABLE entries_before AS SELECT * FROM entry; CREATE TEMP TABLE head_before AS SELECT * FROM head`);
    });
    afterEach(async () => {
      await owner.query(`TRUNCATE entry; INSERT INTO entry SELECT * FROM entries_before`);
      await owner.query(`DELETE FROM head; INSERT INTO head SELECT * FROM head_before; DELETE FROM unsealed`);
      expect((await verdict()).broken).toBeUndefined();
    });

    it.each([
      ['an altered entry', `UPDATE entry SET actor = 'somebody else' WHERE position = 20`, /^entry 20 .* was altered$/],
      ['an altered time', `UPDATE entry SET at = at - interval '1 microsecond' WHERE position = 21`, /^entry 21 .* was altered$/],
      ['a removed entry', `DELETE FROM entry WHERE position = 22`, /^entry 22 was removed$/],
      ['the first entry removed', `DELETE FROM entry WHERE position = 1`, /^entry 1 was removed$/],
      [
        'two entries that changed places',
        `UPDATE entry SET position = -position WHERE position IN (23, 24); UPDATE entry SET position = 47 + position WHERE position < 0`,
        /^entry 23 .* does not follow the entry in front of it/,
      ],
      [
        'a removed entry whose gap was closed',
        `DELETE FROM entry WHERE position = 25; UPDATE entry SET position = position - 1 WHERE position > 25; UPDATE head SET position = position - 1`,
        /^entry 25 .* does not follow the entry in front of it/,
      ],
      [
        'an entry put in between',
        `INSERT INTO entry SELECT position, sealed_at + interval '1 microsecond', previous, hash, id, at, actor, organisation_id, through, action, entity, 'other', operation, outcome, correlation_id FROM entry WHERE position = 26`,
        /^entry 26 .* was (added|altered)$/,
      ],
      ['the end removed', `DELETE FROM entry WHERE position > 30`, /^entry 31 was removed, and all after it up to entry \d+$/],
    ])('shows %s, and which entry it is (GV-02)', async (_what, sql, sentence) => {
      await owner.query(sql);
      expect((await verdict()).broken).toMatch(sentence);
    });

    it('shows the end removed together with its head, to whoever verified it before', async () => {
      const { head } = await verdict();
      await owner.query(`DELETE FROM entry WHERE position > 30;
        UPDATE head SET position = 30, hash = (SELECT hash FROM entry WHERE position = 30)`);
      expect((await verdict()).broken).toBeUndefined();
      expect((await verdict(head)).broken).toBe(`entry 31 was removed, and all after it up to entry ${String(head.position)}`);
    });

    it('shows a chain that was made anew, to whoever verified it before', async () => {
      const { head } = await verdict();
      await owner.query(`TRUNCATE entry; UPDATE head SET position = 0, hash = ''`);
      await owner.query(`INSERT INTO unsealed (actor, action, entity, entity_id, correlation_id)
        SELECT 'nobody', action, entity, entity_id, correlation_id FROM entries_before`);
      await seal();
      expect((await verdict()).broken).toBeUndefined();
      expect((await verdict(head)).broken).toMatch(/is another than when the trail was last verified$/);
    });
  });

  it('begins with what was in the trail before there were chains, and with no text that somebody searched for', async () => {
    const before = await postgres.freshDatabase(['sample']);
    const client = await connected(before.urls.sample ?? '');
    try {
      await migrate({ ...sample, migrations: auditMigrations.slice(0, 1) }, before.urls.sample ?? '');
      await client.query(`INSERT INTO audit_entry (at, actor, action, entity, entity_id, correlation_id) VALUES
        ('2026-01-02T03:04:05Z', 'gp', 'search', 'Task', 'Amara Underhay born 2003-08-30', 'a'), ('2026-01-02T03:04:06Z', 'gp', 'read', 'Task', 't-1', 'b')`);
      await migrate(sample, before.urls.sample ?? '');
      await client.query(`SELECT sample_audit.seal(10)`);
      const { rows } = await client.query(`SELECT position, at, entity_id FROM sample_audit.entry ORDER BY position`);
      expect(rows).toEqual([
        { position: '1', at: new Date('2026-01-02T03:04:05Z'), entity_id: '-' },
        { position: '2', at: new Date('2026-01-02T03:04:06Z'), entity_id: 't-1' },
      ]);
      expect(await verify(client, 'sample')).toMatchObject({ entries: 2, unsealed: 0 });
      await client.query(
        `CREATE TABLE sample.kept AS SELECT * FROM audit_entry; DROP VIEW audit_entry; ALTER TABLE kept RENAME TO audit_entry`,
      );
      await expect(client.query(`SELECT sample_audit.carry()`)).rejects.toThrow('the audit trail has begun');
    } finally {
      await client.end();
      await before.close();
    }
  });

  it('loses whole months to retention alone, and goes on from there', async () => {
    const { head } = await verdict();
    await owner.query(`UPDATE keeping SET months = -1`);
    const dropped = await transaction.run(() =>
      transaction.query<{ month: string; entries: string }>(
        `SELECT to_char(dropped_month, 'YYYY-MM') AS month, entries FROM sample_audit.drop_months((date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month')::date)`,
      ),
    );
    await owner.query(`UPDATE keeping SET months = 72`);
    expect(dropped.at(-1)).toMatchObject({ entries: String(head.position) });
    await act();
    await seal();
    expect(await verdict(head)).toMatchObject({ entries: 1, droppedUntil: dropped.at(-1)?.month, head: { position: head.position + 1 } });
    await owner.query(`DELETE FROM entry`);
    expect((await verdict()).broken).toBe(
      `entry ${String(head.position + 1)} was removed, and all after it up to entry ${String(head.position + 1)}`,
    );
  });
});
