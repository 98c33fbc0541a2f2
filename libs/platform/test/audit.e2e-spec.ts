import { randomUUID } from 'node:crypto';
import { Controller, Get, Injectable, Module, Param, Post } from '@nestjs/common';
import { NotFoundError, type Role } from '#libs/contracts';
import {
  Access,
  auditMigrations,
  AuditService,
  Caller,
  DatabaseClient,
  DatabaseModule,
  migrateAll,
  RecordReach,
  serviceModule,
  start,
  Transaction,
  type NamedRecord,
  type Principal,
  type RunningProcess,
  type ServiceDefinition,
} from '#libs/platform';
import { eventually, freshDatabase, testIssuer, type FreshDatabase, type TestIssuer } from '#libs/testing';

const [BOOK, LENT]: [string, string] = [randomUUID(), randomUUID()];
const READERS = { roles: ['supervisor'], reach: 'own-organisation' } as const;

@Injectable()
class LendService {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  execute(entityId: string, by: Principal): Promise<void> {
    return this.transaction.run(() => this.audit.record({ by, action: 'lend', entity: 'book', entityId }));
  }
}

@Controller('api/library/books')
class BooksController {
  constructor(private readonly lend: LendService) {}

  @Get()
  @Access(READERS)
  list(): object {
    return { items: [] };
  }

  @Get('lent')
  @Access(READERS)
  lent(): object {
    return { items: [LENT, BOOK, LENT].map((caseId) => ({ caseId })) };
  }

  @Get(':bookId')
  @Access(READERS)
  read(@Param('bookId') bookId: string): object {
    if (bookId === LENT) throw new NotFoundError('book');
    return { bookId };
  }

  @Post(':bookId/lend')
  @Access(READERS)
  lendIt(@Param('bookId') bookId: string, @Caller() by: Principal): Promise<void> {
    return this.lend.execute(bookId, by);
  }
}

@Injectable()
class LibraryReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    bookId: { what: 'book', exists: ({ bookId = '' }) => Promise.resolve([BOOK, LENT].includes(bookId)) },
  };
}

@Module({})
class LibraryModule {}

const database = { name: 'library', entities: [], migrations: auditMigrations };
const library: ServiceDefinition = {
  name: 'library',
  configs: [],
  databases: [database],
  module: (context) =>
    serviceModule(LibraryModule, context, {
      imports: [DatabaseModule.forService(database, context.settings)],
      configs: [],
      features: [{ controllers: [BooksController], providers: [LendService] }],
      providers: [{ provide: RecordReach, useClass: LibraryReach }],
    }),
};

describe('the audit trail, at the door of a service', () => {
  const [organisation, other] = [randomUUID(), randomUUID()];
  let issuer: TestIssuer;
  let fresh: FreshDatabase;
  let running: RunningProcess;
  let sql: DatabaseClient;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    issuer = await testIssuer();
    fresh = await freshDatabase(['library']);
    const env = { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: issuer.url, LIBRARY_DATABASE_URL: fresh.urls.library };
    await migrateAll([library], [], env);
    running = await start([library], env);
    sql = new DatabaseClient({ connectionString: fresh.urls.library });
    await sql.connect();
    const person = (sub: string, roles: Role[], of = organisation) =>
      issuer.token({ kind: 'person', organisation: of, roles }, { claims: { sub } });
    tokens.sue = await person('sue', ['supervisor']);
    tokens.lou = await person('lou', ['link-worker']);
    tokens.pat = await person('pat', ['privacy-officer']);
    tokens.pam = await person('pam', ['privacy-officer'], other);
    tokens.olga = await person('olga', ['supervisor'], other);
    tokens.flo = await person('flo', ['link-worker']);
  });
  afterAll(async () => {
    await sql.end();
    await running.close();
    await fresh.close();
    await issuer.close();
  });

  async function call(who: string, address: string, method = 'GET') {
    const id = randomUUID();
    const headers = { authorization: `Bearer ${tokens[who] ?? ''}`, 'x-correlation-id': id };
    const answer = await fetch(`${running.url}/api/library/${address}`, { method, headers });
    const text = await answer.text();
    return {
      status: answer.status,
      id,
      body: (text === '' ? {} : JSON.parse(text)) as { items: Record<string, unknown>[]; nextCursor: string | null },
    };
  }
  const entriesOf = async (id: string) => {
    const { rows } = await sql.query<object>(
      `SELECT actor, organisation_id, action, entity, entity_id, operation, outcome FROM audit_entry WHERE correlation_id = $1 ORDER BY id`,
      [id],
    );
    return rows;
  };

  it('has an entry of every call that was answered: that of the act, else what the address says (part of GV-02)', async () => {
    const by = { organisation_id: organisation, actor: 'sue', outcome: 'done' };
    const listed = await call('sue', 'books');
    expect(await entriesOf(listed.id)).toEqual([
      { ...by, action: 'read', entity: 'books', entity_id: '-', operation: 'GET /api/library/books' },
    ]);
    const cases = await call('sue', 'books/lent');
    expect(await entriesOf(cases.id)).toMatchObject([
      { action: 'list', entity: 'case', entity_id: LENT },
      { action: 'list', entity: 'case', entity_id: BOOK },
    ]);
    const read = await call('sue', `books/${BOOK}`);
    expect(await entriesOf(read.id)).toEqual([
      { ...by, action: 'read', entity: 'book', entity_id: BOOK, operation: 'GET /api/library/books/:bookId' },
    ]);
    const lent = await call('sue', `books/${BOOK}/lend`, 'POST');
    expect(await entriesOf(lent.id)).toEqual([
      { ...by, action: 'lend', entity: 'book', entity_id: BOOK, operation: 'POST /api/library/books/:bookId/lend' },
    ]);
  });

  it('has an entry of every call that was refused: who tried what, and never what they wrote (part of GV-02)', async () => {
    const forbidden = await call('lou', `books/${BOOK}/lend`, 'POST');
    const unknown = await call('sue', 'books/Amara%20Underhay%20born%202003-08-30');
    const inside = await call('sue', `books/${LENT}`);
    expect([forbidden.status, unknown.status, inside.status]).toEqual([403, 404, 404]);
    await eventually(async () => {
      expect(await entriesOf(forbidden.id)).toMatchObject([
        { actor: 'lou', action: 'change', entity: 'book', entity_id: BOOK, outcome: 'forbidden' },
      ]);
      expect(await entriesOf(unknown.id)).toMatchObject([
        { actor: 'sue', action: 'read', entity: 'book', entity_id: '-', outcome: 'not-found' },
      ]);
      expect(await entriesOf(inside.id)).toMatchObject([
        { actor: 'sue', action: 'read', entity: 'book', entity_id: LENT, outcome: 'not-found' },
      ]);
    });
  });

  it('has sixty refused calls of one caller in a minute, and then only their number, so that nobody can fill it', async () => {
    await Promise.all(Array.from({ length: 100 }, () => call('flo', 'books')));
    const last = await call('sue', `books/${LENT}`);
    await eventually(async () => {
      expect(await entriesOf(last.id)).toHaveLength(1);
    });
    const { rows } = await sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM audit_entry WHERE actor = 'flo'`);
    expect(rows[0]?.n).toBe(60);
  });

  it('is read by the privacy officer of the organisation, by whom, what and when, page by page; that is audited too (part of GV-02)', async () => {
    const before = new Date(Date.now() + 1).toISOString();
    await call('olga', `books/${BOOK}`);
    const calls = [await call('sue', `books/${BOOK}`), await call('sue', `books/${BOOK}`), await call('sue', `books`)];
    const ids = calls.map(({ id }) => id);
    const first = await call('pat', `audit-entries?actor=sue&from=${before}&limit=2`);
    expect(first.body.items.map(({ correlationId }) => correlationId)).toEqual([ids[2], ids[1]]);
    const second = await call('pat', `audit-entries?actor=sue&from=${before}&limit=2&cursor=${first.body.nextCursor ?? ''}`);
    expect(second.body.items.map(({ correlationId }) => correlationId)).toEqual([ids[0]]);
    expect(second.body).toMatchObject({
      nextCursor: null,
      items: [{ actor: 'sue', organisationId: organisation, entity: 'book', entityId: BOOK }],
    });
    const ofBook = await call('pat', `audit-entries?entityId=${BOOK}&from=${before}`);
    expect(ofBook.body.items.map(({ correlationId }) => correlationId)).toEqual([ids[1], ids[0]]);
    expect((await call('pat', `audit-entries?to=2020-01-01T00:00:00Z`)).body.items).toEqual([]);
    expect(await entriesOf(ofBook.id)).toMatchObject([{ actor: 'pat', action: 'read', entity: 'audit-entry', entity_id: BOOK }]);
  });

  it('shows an officer nothing of other organisations, whatever they ask for', async () => {
    const { body } = await call('pam', 'audit-entries?limit=200');
    expect(new Set(body.items.map(({ actor }) => actor))).toEqual(new Set(['olga']));
    expect((await call('pam', `audit-entries?organisationId=${organisation}`)).body.items).toEqual([]);
    expect((await call('sue', 'audit-entries')).status).toBe(403);
  });
});
