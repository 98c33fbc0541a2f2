import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Injectable, Module, Param, Patch, Post, Res, type DynamicModule } from '@nestjs/common';
import { IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DomainError } from '#libs/contracts';
import {
  Access,
  DatabaseClient,
  DatabaseModule,
  idempotencyMigrations,
  migrateAll,
  RecordReach,
  serviceModule,
  start,
  Transaction,
  type DatabaseDefinition,
  type ProcessContext,
  type RunningProcess,
  type ServiceDefinition,
} from '#libs/platform';
import { eventually, freshDatabase, testIssuer, type FreshDatabase, type TestIssuer } from '#libs/testing';

const A_TEAM = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const B_TEAM = '3f2504e0-4f89-41d3-9a0c-0305e82c3302';

class Note1763779000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE note`);
  }
}

class Note {
  @IsString() text!: string;
}

class RefusedError extends DomainError {
  readonly code = 'NOTE.REFUSED';
  readonly status = 409;
}

/** What happens between an act and its end, once. */
let meanwhile: (() => Promise<void>) | undefined;

@Injectable()
class WriteNoteService {
  constructor(private readonly transaction: Transaction) {}

  execute(text: string): Promise<string> {
    return this.transaction.run(async () => {
      const id = randomUUID();
      await this.transaction.query(`INSERT INTO note (id, text) VALUES ($1, $2)`, [id, text]);
      const now = meanwhile;
      meanwhile = undefined;
      await now?.();
      return id;
    });
  }
}

@Access({ roles: ['operator'], scopes: ['hub/notes.write'], reach: 'hub' })
@Controller('api/notes')
class NotesController {
  constructor(private readonly write: WriteNoteService) {}

  @Post('notes')
  async add(@Body() note: Note, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const id = await this.write.execute(note.text);
    void reply.header('location', `/api/notes/notes/${id}`).header('etag', '"1"');
    return { id, at: new Date() };
  }

  @Patch('shelves/:shelf')
  @HttpCode(204)
  async tidy(@Param('shelf') shelf: string): Promise<void> {
    await this.write.execute(shelf);
  }
}

/** Every shelf is everybody's. */
class NotesReach extends RecordReach {
  readonly records = { shelf: { what: 'shelf', exists: () => Promise.resolve(true) } };
}

const database: DatabaseDefinition = { name: 'notes', entities: [], migrations: [...idempotencyMigrations, Note1763779000000] };

@Module({})
class NotesModule {
  static forProcess(context: ProcessContext): DynamicModule {
    return serviceModule(NotesModule, context, {
      imports: [DatabaseModule.forService(database, context.settings)],
      configs: [],
      features: [{ controllers: [NotesController], providers: [WriteNoteService] }],
      providers: [{ provide: RecordReach, useClass: NotesReach }],
    });
  }
}

const notes: ServiceDefinition = {
  name: 'notes',
  configs: [],
  databases: [database],
  module: (context) => NotesModule.forProcess(context),
};

describe('a write with an Idempotency-Key', () => {
  let fresh: FreshDatabase;
  let issuer: TestIssuer;
  let running: RunningProcess;
  let client: DatabaseClient;
  let env: NodeJS.ProcessEnv;
  let token: string;

  beforeAll(async () => {
    [fresh, issuer] = await Promise.all([freshDatabase(['notes']), testIssuer()]);
    const url = fresh.urls.notes ?? '';
    env = { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: issuer.url, IDENTITY_JWKS_URL: issuer.jwksUrl, NOTES_DATABASE_URL: url };
    await migrateAll([notes], [], env);
    client = new DatabaseClient({ connectionString: url });
    await client.connect();
    running = await start([notes], env);
    token = await issuer.token({ kind: 'person', sub: 'ada', organisation: A_TEAM, roles: ['operator'] });
  });

  afterAll(async () => {
    await running.close();
    await client.end();
    await issuer.close();
    await fresh.close();
  });

  async function call(method: string, path: string, key: string | undefined, body: object, bearer = token) {
    const response = await fetch(`${running.url}/api/notes/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const { headers, status } = response;
    return { status, text, code: text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined, headers };
  }
  const add = (key: string | undefined, text: string, bearer?: string) => call('POST', 'notes', key, { text }, bearer);
  const written = async (text: string) => (await client.query<object>(`SELECT 1 FROM note WHERE text = $1`, [text])).rowCount;

  it('is carried out once, and a repeat gets the first answer: status, body, ETag and Location', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    const first = await add(key, text);
    const again = await add(key, text);
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    for (const name of ['etag', 'location', 'content-type']) expect(again.headers.get(name)).toBe(first.headers.get(name));
    expect(await written(text)).toBe(1);
  });

  it('gives an answer without a body again, too', async () => {
    const shelf = randomUUID();
    const answers = [await call('PATCH', `shelves/${shelf}`, 'tidy', {}), await call('PATCH', `shelves/${shelf}`, 'tidy', {})];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
    ]);
    expect(await written(shelf)).toBe(1);
    expect((await call('PATCH', `shelves/${randomUUID()}`, 'tidy', {})).code).toBe('IDEMPOTENCY.KEY_REUSED');
  });

  it('is carried out each time when it has no key', async () => {
    const text = randomUUID();
    await add(undefined, text);
    await add(undefined, text);
    expect(await written(text)).toBe(2);
  });

  it('answers 422 when the key belongs to another body, and does nothing', async () => {
    const [key, other] = [randomUUID(), randomUUID()];
    await add(key, randomUUID());
    const { status, code } = await add(key, other);
    expect([status, code, await written(other)]).toEqual([422, 'IDEMPOTENCY.KEY_REUSED', 0]);
  });

  it('belongs to its caller: the same key of another is another key', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    await add(key, text);
    await add(key, text, await issuer.token({ kind: 'person', sub: 'bob', organisation: A_TEAM, roles: ['operator'] }));
    await add(key, text, await issuer.token({ kind: 'person', sub: 'ada', organisation: B_TEAM, roles: ['operator'] }));
    expect(await written(text)).toBe(3);
  });

  it('is not answered to a caller who has lost the right meanwhile', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    await add(key, text);
    const now = await issuer.token({ kind: 'person', sub: 'ada', organisation: A_TEAM, roles: ['provider'] });
    expect((await add(key, text, now)).status).toBe(403);
  });

  it('is carried out by one of two that come at the same moment; the other is told to ask again, and then gets its answer', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    let second: Awaited<ReturnType<typeof add>> | undefined;
    meanwhile = async () => {
      second = await add(key, text);
    };
    const first = await add(key, text);
    expect([second?.status, second?.code, second?.headers.get('retry-after')]).toEqual([409, 'IDEMPOTENCY.IN_PROGRESS', '1']);
    expect((await add(key, text)).text).toBe(first.text);
    expect(await written(text)).toBe(1);
  });

  it('is not kept when it was refused: nothing was changed, and the repeat may succeed', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    meanwhile = () => Promise.reject(new RefusedError('Not now.'));
    expect((await add(key, text)).code).toBe('NOTE.REFUSED');
    expect(await written(text)).toBe(0);
    expect((await call('POST', 'notes', key, { text, colour: 'red' })).code).toBe('REQUEST.INVALID');
    expect((await add(key, text)).status).toBe(201);
    expect(await written(text)).toBe(1);
  });

  it('leaves neither act nor key when its connection is cut between the act and its end', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    meanwhile = async () => {
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND usename = current_user AND datname = current_database()`;
      expect((await client.query(cut)).rowCount).toBe(1);
    };
    expect((await add(key, text)).status).toBe(503);
    expect(await written(text)).toBe(0);
    expect((await add(key, text)).status).toBe(201);
    expect(await written(text)).toBe(1);
  });

  it.each([
    ['is empty', ''],
    ['has a space', 'a b'],
    ['has 256 characters', 'k'.repeat(256)],
    ['has a letter outside of ASCII', 'cl\u00e9'],
  ])('is refused precisely when the key %s', async (_what, key) => {
    const { status, code } = await add(key, 'x');
    expect([status, code]).toEqual([400, 'IDEMPOTENCY.KEY_INVALID']);
  });

  it('lets nobody read key, request or answer in the database', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    const { text: answer } = await add(key, text);
    const { rows } = await client.query<Record<string, unknown>>('SELECT * FROM idempotency_key');
    const stored = Buffer.concat(rows.flatMap((row) => Object.values(row).filter((value) => Buffer.isBuffer(value)))).toString('latin1');
    for (const secret of [key, text, answer.slice(7, 43), 'ada']) expect(stored).not.toContain(secret);
  });

  it('is forgotten after its hours, and deleted in the background', async () => {
    const [key, text] = [randomUUID(), randomUUID()];
    await add(key, text);
    await client.query(`UPDATE idempotency_key SET at = at - interval '25 hours'`);
    expect((await add(key, text)).status).toBe(201);
    expect(await written(text)).toBe(2);
    const another = await start([notes], env);
    const left = () => client.query(`SELECT 1 FROM idempotency_key`);
    await eventually(async () => {
      expect((await left()).rowCount).toBe(1);
    });
    await another.close();
  });

  it('is documented for every write', async () => {
    const answer = await fetch(`${running.url}/api/notes/openapi.json`);
    type Operation = Record<string, { parameters: { name: string; in: string }[] }>;
    const { paths } = (await answer.json()) as { paths: Record<string, Operation> };
    const operations = Object.values(paths).flatMap((item) => Object.values(item));
    expect(operations).toHaveLength(2);
    for (const { parameters } of operations)
      expect(parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', in: 'header' }));
  });
});
