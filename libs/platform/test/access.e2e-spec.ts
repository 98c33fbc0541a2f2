import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Injectable, Module, Param, Post, type Type } from '@nestjs/common';
import { IsString } from 'class-validator';
import { Access, RecordReach, serviceModule, start, type NamedRecord, type RunningProcess, type ServiceDefinition } from '#libs/platform';
import { testIssuer, type TestIssuer } from '#libs/testing';

class Note {
  @IsString() text!: string;
}

@Controller('api/library/books')
class BooksController {
  @Access({ roles: ['supervisor'], reach: 'hub' })
  @Get()
  list(): object {
    return { items: [] };
  }

  @Access({ roles: ['supervisor'], scopes: ['hub/library.write'], reach: 'own-organisation' })
  @Post(':bookId/notes')
  note(@Param('bookId') bookId: string, @Body() { text }: Note): object {
    return { bookId, text };
  }
}

/** Each organisation has one book, of its own id. */
@Injectable()
class LibraryReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    bookId: { what: 'book', exists: ({ bookId }, caller) => Promise.resolve(bookId === caller.organisationId) },
  };
}

@Module({})
class LibraryModule {}

const library = (more: { controllers?: Type[]; reach?: boolean } = {}): ServiceDefinition => ({
  name: 'library',
  configs: [],
  databases: [],
  module: (context) =>
    serviceModule(LibraryModule, context, {
      imports: [],
      configs: [],
      features: [{ controllers: more.controllers ?? [BooksController] }],
      providers: more.reach === false ? [] : [{ provide: RecordReach, useClass: LibraryReach }],
    }),
});

describe('access to an operation', () => {
  const organisation = randomUUID();
  let issuer: TestIssuer;
  let running: RunningProcess;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    issuer = await testIssuer();
    env = { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: issuer.url };
    running = await start([library()], env);
  });

  afterAll(async () => {
    await running.close();
    await issuer.close();
  });

  async function note(book: string, token: string | undefined, body: object = {}): Promise<number> {
    const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${running.url}/api/library/books/${book}/notes`, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.status;
  }

  it('asks first for a token, then for the role, then whether the record exists for the caller, and only then looks at the body', async () => {
    const supervisor = await issuer.token({ kind: 'person', organisation, roles: ['supervisor'] });
    const other = await issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    const worker = await issuer.token({ kind: 'person', organisation, roles: ['link-worker'] });
    const unknown = randomUUID();

    expect(await note(unknown, undefined)).toBe(401);
    expect(await note(unknown, worker)).toBe(403);
    expect(await note(unknown, supervisor)).toBe(404);
    expect(await note(organisation, other, { text: 'Returned' })).toBe(404);
    expect(await note(organisation, supervisor)).toBe(400);
    expect(await note(organisation, supervisor, { text: 'Returned' })).toBe(201);
  });

  it('is closed to a system where it names people alone, and to a person who holds the scope of a system', async () => {
    const system = await issuer.token({ kind: 'system', clientId: 'shelf', organisation, scopes: ['hub/library.write'] });
    const claims = { scope: 'openid hub/library.write' };
    const person = await issuer.token({ kind: 'person', organisation, roles: ['link-worker'] }, { claims });

    const listed = await fetch(`${running.url}/api/library/books`, { headers: { authorization: `Bearer ${system}` } });
    expect(listed.status).toBe(403);
    expect(await note(organisation, system, { text: 'Returned' })).toBe(201);
    expect(await note(organisation, person, { text: 'Returned' })).toBe(403);
  });

  it('stops the process at its start when an operation does not say who may call it', async () => {
    @Controller('api/library/back-door')
    class BackDoorController {
      @Post()
      open(): object {
        return {};
      }
    }
    await expect(start([library({ controllers: [BooksController, BackDoorController] })], env)).rejects.toThrow(
      /POST api\/library\/back-door \(BackDoorController\) has neither @Access nor @Public/,
    );
  });

  it('stops the process at its start when a path names a record that no reach knows', async () => {
    await expect(start([library({ reach: false })], env)).rejects.toThrow(
      /POST api\/library\/books\/:bookId\/notes \(BooksController\) names a bookId/,
    );
  });
});
