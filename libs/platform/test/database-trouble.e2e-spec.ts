import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Injectable, Module, Post, type DynamicModule } from '@nestjs/common';
import { IsString } from 'class-validator';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  Access,
  DatabaseClient,
  DatabaseModule,
  migrateAll,
  serviceModule,
  start,
  Transaction,
  type DatabaseDefinition,
  type ProcessContext,
  type RunningProcess,
  type ServiceDefinition,
} from '#libs/platform';
import { eventually, freshDatabase, startPostgres, testIssuer, type FreshDatabase, type TestIssuer } from '#libs/testing';

/** Refuses a note whose text is an SQLSTATE with that state, as PostgreSQL itself would. */
const RAISE = `CREATE FUNCTION raise_state() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN IF NEW.text ~ '^[0-9A-Z]{5}$' THEN RAISE EXCEPTION USING ERRCODE = NEW.text, MESSAGE = 'raised'; END IF; RETURN NEW; END $$`;

class Notes1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE note (text text NOT NULL)`);
    await runner.query(RAISE);
    await runner.query(`CREATE TRIGGER note_raises BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION raise_state()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE note`);
  }
}

class Note {
  @IsString() text!: string;
}

@Injectable()
class NotesStore {
  constructor(private readonly transaction: Transaction) {}

  async add(text: string): Promise<void> {
    await this.transaction.run(() => this.transaction.query(`INSERT INTO note (text) VALUES ($1)`, [text]));
  }

  list(): Promise<object[]> {
    return this.transaction.read(`SELECT text FROM note`);
  }

  limits(): Promise<{ statement: string; lock: string }[]> {
    return this.transaction.read(`SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`);
  }
}

@Access({ roles: ['operator'], scopes: ['hub/notes.write'], reach: 'hub' })
@Controller('api/notes')
class NotesController {
  constructor(private readonly store: NotesStore) {}

  @Post()
  async add(@Body() { text }: Note): Promise<void> {
    await this.store.add(text);
  }

  @Get()
  list(): Promise<object[]> {
    return this.store.list();
  }

  @Get('limits')
  limits(): Promise<object[]> {
    return this.store.limits();
  }
}

const database: DatabaseDefinition = { name: 'notes', entities: [], migrations: [Notes1764100000000] };

@Module({})
class NotesModule {
  static forProcess(context: ProcessContext): DynamicModule {
    return serviceModule(NotesModule, context, {
      imports: [DatabaseModule.forService(database, context.settings)],
      configs: [],
      features: [{ controllers: [NotesController], providers: [NotesStore] }],
    });
  }
}

const notes: ServiceDefinition = {
  name: 'notes',
  configs: [],
  databases: [database],
  module: (context) => NotesModule.forProcess(context),
};

describe('a request that PostgreSQL cannot serve just now', () => {
  let fresh: FreshDatabase;
  let issuer: TestIssuer;
  let running: RunningProcess;
  let owner: DatabaseClient;
  let token: string;

  beforeAll(async () => {
    [fresh, issuer] = await Promise.all([freshDatabase(['notes']), testIssuer()]);
    const url = fresh.urls.notes ?? '';
    const env = { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: issuer.url, IDENTITY_JWKS_URL: issuer.jwksUrl, NOTES_DATABASE_URL: url };
    await migrateAll([notes], [], env);
    owner = new DatabaseClient(Object.assign(new URL((await startPostgres()).ownerUrl), { pathname: new URL(url).pathname }).toString());
    await owner.connect();
    running = await start([notes], env);
    token = await issuer.token({ kind: 'person', sub: 'ada', organisation: randomUUID(), roles: ['operator'] });
  });

  afterAll(async () => {
    await running.close();
    await owner.end();
    await issuer.close();
    await fresh.close();
  });

  async function call(method: 'GET' | 'POST', text?: string) {
    const response = await fetch(`${running.url}/api/notes`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(text === undefined ? {} : { body: JSON.stringify({ text }) }),
    });
    const json = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    return { status: response.status, retryAfter: response.headers.get('retry-after'), code: json.code, detail: json.detail };
  }

  async function readiness() {
    const response = await fetch(`${running.url}/health/ready`);
    const { checks } = (await response.json()) as { checks: { name: string; detail: string }[] };
    return { status: response.status, detail: checks.find(({ name }) => name === 'notes database')?.detail };
  }

  const hangUp = () =>
    owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'notes' AND datname = current_database()`);

  it('is ready while its database takes writes', async () => {
    expect(await readiness()).toEqual({ status: 200, detail: 'reachable, accepts writes' });
    expect((await call('POST', 'a note')).status).toBe(201);
  });

  it('is answered 503 with Retry-After while the database is read-only, and readiness says so', async () => {
    await owner.query(
      `ALTER ROLE notes IN DATABASE ${new URL(fresh.urls.notes ?? '').pathname.slice(1)} SET default_transaction_read_only = on`,
    );
    await hangUp();
    await eventually(async () =>
      expect(await call('POST', 'a note')).toEqual({
        status: 503,
        retryAfter: '5',
        code: 'SERVICE.UNAVAILABLE',
        detail: "The hub's database accepts no writes just now; nothing was stored.",
      }),
    );
    expect((await call('GET')).status).toBe(200);
    expect(await readiness()).toEqual({ status: 503, detail: 'read-only: accepts no writes' });
    await owner.query(
      `ALTER ROLE notes IN DATABASE ${new URL(fresh.urls.notes ?? '').pathname.slice(1)} RESET default_transaction_read_only`,
    );
    await hangUp();
    await eventually(async () => expect((await call('POST', 'a note')).status).toBe(201));
  });

  it.each([
    ['the disk is full', '53100', 'disk-full'],
    ['memory is short', '53200', 'out-of-memory'],
    ['the storage fails', '58030', 'storage-failing'],
  ])('is answered 503 with Retry-After when %s, and readiness says so for a while', async (_why, state, kind) => {
    expect(await call('POST', state)).toMatchObject({ status: 503, retryAfter: '5', code: 'SERVICE.UNAVAILABLE' });
    expect(await readiness()).toEqual({ status: 503, detail: `${kind}: met by a transaction just now` });
  });

  it.each([
    ['there are too many connections', '53300'],
    ['the statement takes too long', '57014'],
    ['a lock is held', '55P03'],
    ['two transactions meet', '40P01'],
    ['PostgreSQL hangs up an idle transaction', '25P03'],
  ])('is answered 503 with Retry-After when %s', async (_why, state) => {
    expect(await call('POST', state)).toMatchObject({ status: 503, retryAfter: '5', code: 'SERVICE.UNAVAILABLE' });
  });

  it('is still a fault of the hub when PostgreSQL says anything else', async () => {
    expect(await call('POST', '42P01')).toMatchObject({ status: 500, retryAfter: null, code: 'SERVER.ERROR' });
  });

  it('is answered 503, reading or writing, when somebody holds the table for longer than a request may wait', async () => {
    await owner.query('BEGIN');
    await owner.query('LOCK TABLE notes.note IN ACCESS EXCLUSIVE MODE');
    const answers = await Promise.all([call('GET'), call('POST', 'a note'), call('GET')]);
    await owner.query('COMMIT');
    expect(answers.map(({ status, retryAfter, detail }) => [status, retryAfter, detail])).toEqual(
      answers.map(() => [503, '5', 'Other work holds the same records just now; nothing was stored.']),
    );
    expect((await call('GET')).status).toBe(200);
  });

  it('has short limits, and background work on the same connections has long ones', async () => {
    const store = running.app.get(NotesStore, { strict: false });
    const ask = async () =>
      (await (await fetch(`${running.url}/api/notes/limits`, { headers: { authorization: `Bearer ${token}` } })).json()) as object[];
    expect(await store.limits()).toEqual([{ statement: '1min', lock: '30s' }]);
    expect(await ask()).toEqual([{ statement: '20s', lock: '5s' }]);
    expect(await store.limits()).toEqual([{ statement: '1min', lock: '30s' }]);
    await call('POST', '42P01');
    expect(await store.limits()).toEqual([{ statement: '1min', lock: '30s' }]);
    expect(await ask()).toEqual([{ statement: '20s', lock: '5s' }]);
  });
});
