import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Access, Public, serviceModule, start, TakesForm, type RunningProcess, type ServiceDefinition } from '#libs/platform';
import { testIssuer, type TestIssuer } from '#libs/testing';

class Note {
  @IsString() text!: string;
}

class Search {
  @IsOptional() @IsString() cursor?: string;
}

@Controller('api/notes')
class NotesController {
  @Access({ roles: ['operator'], reach: 'hub' })
  @Post('notes')
  @HttpCode(200)
  add(@Body() note: Note): object {
    return { text: note.text };
  }

  @Public()
  @Get('notes/:id')
  read(@Param('id') id: string, @Query() search: Search): object {
    return { id, cursor: search.cursor };
  }

  @Public()
  @TakesForm()
  @Post('forms')
  @HttpCode(200)
  form(@Body() form: Record<string, string>): object {
    return { ...form };
  }
}

@Public()
@Controller('fhir')
class FhirController {
  @Get('notes/:id')
  read(): object {
    return {};
  }

  @Post()
  @HttpCode(200)
  receive(@Body() body: unknown): object {
    return { resourceType: 'Parameters', length: JSON.stringify(body).length };
  }
}

@Module({})
class NotesModule {}

const notes: ServiceDefinition = {
  name: 'notes',
  configs: [],
  databases: [],
  errorFormats: [
    {
      prefix: '/fhir',
      contentType: 'application/fhir+json',
      reads: { mediaTypes: ['application/fhir+json'], limits: { depth: 64, values: 20_000 }, isLarge: true },
      render: ({ status, code, problems }) => ({ resourceType: 'OperationOutcome', status, code, problems }),
    },
  ],
  module: (context) =>
    serviceModule(NotesModule, context, { imports: [], configs: [], features: [{ controllers: [NotesController, FhirController] }] }),
};

interface Told {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { code?: string; errors?: { pointer: string; code: string }[]; resourceType?: string; [name: string]: unknown };
}

describe('what a request says', () => {
  let issuer: TestIssuer;
  let running: RunningProcess;
  let operator: string;
  let provider: string;

  beforeAll(async () => {
    issuer = await testIssuer();
    running = await start([notes], {
      PORT: '0',
      LOG_LEVEL: 'silent',
      PUBLIC_URL: issuer.url,
      IDENTITY_JWKS_URL: issuer.jwksUrl,
    });
    const organisation = '5b0ec1a2-3a0e-4c31-9d35-6ad5f2f0c0a1';
    operator = await issuer.token({ kind: 'person', sub: 'ada', organisation, roles: ['operator'] });
    provider = await issuer.token({ kind: 'person', sub: 'bob', organisation, roles: ['provider'] });
  });
  afterAll(async () => {
    await running.close();
    await issuer.close();
  });

  /** As it stands, byte for byte, on a connection of its own. */
  async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer): Promise<Told> {
    const { hostname, port } = new URL(running.url);
    return new Promise((resolve, reject) => {
      const sent = ask({ hostname, port, method, path, headers, agent: false }, (answer) => {
        void text(answer).then((said) => {
          resolve({ status: answer.statusCode, headers: answer.headers, body: said === '' ? {} : (JSON.parse(said) as Told['body']) });
        }, reject);
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
  const own = (body: string | Buffer, headers: Record<string, string> = {}, token = operator) =>
    send('POST', '/api/notes/notes', { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }, body);
  const told = ({ status, body }: Told) => [status, body.code, ...(body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)];

  it.each([
    ['a lone surrogate', '{"text":"a\\ud800b"}', [400, 'REQUEST.INVALID', '/text ill-formed']],
    ['NUL', '{"text":"a\\u0000b"}', [400, 'REQUEST.INVALID', '/text nul']],
    ['a name twice', '{"text":"a","text":"b"}', [400, 'REQUEST.INVALID', '/text duplicate-name']],
    [
      'a name that every object answers to',
      '{"text":"a","__proto__":{"x":1},"constructor":1,"toString":1}',
      [400, 'REQUEST.INVALID', '/__proto__ unknown-field', '/constructor unknown-field', '/toString unknown-field'],
    ],
    [
      '5,000 arrays in one another',
      `{"text":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      [400, 'REQUEST.INVALID', `/text${'/0'.repeat(31)} too-deep`],
    ],
    ['bytes that are not UTF-8', Buffer.from('{"text":"M\xfcller"}', 'latin1'), [400, 'REQUEST.NOT_UTF8']],
    ['a surrogate as UTF-8 bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), [400, 'REQUEST.NOT_UTF8']],
    ['no JSON', '{"text":', [400, 'REQUEST.MALFORMED_JSON']],
  ])('is refused when it holds %s', async (_what, body, expected) => {
    expect(told(await own(body))).toEqual(expected);
  });

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'text=a'],
    ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }, '{"text":"a"}'],
    ['a content encoding', { 'content-encoding': 'gzip' }, '{"text":"a"}'],
    ['a JSON patch', { 'content-type': 'application/json-patch+json' }, '[]'],
    ['no media type', { 'content-type': '' }, '{"text":"a"}'],
  ])('is answered 415 when it comes as %s', async (_what, headers, body) => {
    expect(told(await own(body, headers))).toEqual([415, 'MEDIA_TYPE.UNSUPPORTED']);
  });

  it('is taken with a charset of UTF-8, with a byte order mark, and with characters outside of the basic plane', async () => {
    const answer = await own('\ufeff{"text":"😀 \\ud83d\\ude00 é"}', { 'content-type': 'application/json; charset="UTF-8"' });
    expect([answer.status, answer.body]).toEqual([200, { text: '😀 😀 é' }]);
  });

  it('is not looked at before the caller is known and may call: 401 and 403 come before 400 and 415', async () => {
    const broken = Buffer.from('{"text":"\xff', 'latin1');
    expect((await own(broken, {}, 'x.y.z')).status).toBe(401);
    expect((await own(broken, {}, provider)).status).toBe(403);
    expect((await own(broken, { 'content-type': 'text/csv' }, provider)).status).toBe(403);
    expect((await own(broken)).status).toBe(400);
  });

  it('lists 100 problems at most, and says so', async () => {
    const fields = Array.from({ length: 900 }, (_, n) => `"n${String(n)}":0`).join(',');
    const { status, body } = await own(`{${fields}}`);
    expect([status, body.errors?.length, body.detail]).toEqual([400, 100, expect.stringMatching(/100 are listed/)]);
  });

  it('has a limit of 256 kB in our own JSON and of BODY_LIMIT where FHIR messages come, announced or not', async () => {
    const large = `{"text":"${'x'.repeat(300_000)}"}`;
    expect(told(await own(large))).toEqual([413, 'BODY.TOO_LARGE']);
    expect(told(await own(large, { 'transfer-encoding': 'chunked' }))).toEqual([413, 'BODY.TOO_LARGE']);
    const fhir = await send('POST', '/fhir', { 'content-type': 'application/fhir+json' }, large);
    expect([fhir.status, fhir.body.resourceType]).toEqual([200, 'Parameters']);
  });

  it('is refused in the format of its address, by limits of its address', async () => {
    const values = `[${'0,'.repeat(20_000)}0]`;
    const answer = await send('POST', '/fhir', { 'content-type': 'application/fhir+json' }, values);
    expect([answer.status, answer.body.resourceType]).toEqual([400, 'OperationOutcome']);
    const deep = await send('POST', '/fhir', { 'content-type': 'application/fhir+json' }, `${'['.repeat(60)}${']'.repeat(60)}`);
    expect(deep.status).toBe(200);
  });

  it.each([
    ['NUL in the path', '/api/notes/notes/a%00b', [400, 'REQUEST.INVALID', '/id nul']],
    ['bytes in the path that are not UTF-8', '/api/notes/notes/%ff', [400, 'REQUEST.INVALID']],
    ['a malformed escape in the path', '/api/notes/notes/%zz', [400, 'REQUEST.INVALID']],
    ['NUL in the query', '/api/notes/notes/1?cursor=%00', [400, 'REQUEST.INVALID', '/cursor nul']],
    ['NUL in a name of the query', '/api/notes/notes/1?a%00=1', [400, 'REQUEST.INVALID', ' nul']],
    ['bytes in the query that are not UTF-8', '/api/notes/notes/1?cursor=%ff', [400, 'REQUEST.INVALID', '/cursor ill-formed']],
    ['a lone surrogate in the query', '/api/notes/notes/1?cursor=%ed%a0%80', [400, 'REQUEST.INVALID', '/cursor ill-formed']],
    ['a malformed escape in the query', '/api/notes/notes/1?cursor=%zz', [400, 'REQUEST.INVALID', '/cursor ill-formed']],
    ['a name that every object answers to', '/api/notes/notes/1?constructor=1', [400, 'REQUEST.INVALID', '/constructor unknown-field']],
    ['8,001 characters', `/api/notes/notes/1?cursor=${'x'.repeat(8001)}`, [414, 'ADDRESS.TOO_LONG']],
    ['501 characters in one part', `/api/notes/notes/${'x'.repeat(501)}`, [414, 'ADDRESS.TOO_LONG']],
  ])('is refused when its address holds %s', async (_what, path, expected) => {
    expect(told(await send('GET', path))).toEqual(expected);
    const fhir = await send('GET', path.replace('/api/notes', '/fhir'));
    expect([fhir.status, fhir.body.resourceType]).toEqual([expected[0], 'OperationOutcome']);
  });

  it.each(['X-Request-Id', 'X-Correlation-Id'])('is refused when its %s is no visible ASCII or too long', async (name) => {
    for (const value of ['a b', 'caf\xe9', 'x'.repeat(201)]) {
      const answer = await send('GET', '/api/notes/notes/1', { [name]: value });
      expect(told(answer)).toEqual([400, 'REQUEST.INVALID', `/${name} not-an-id`]);
      expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    }
  });

  it.each([
    ['NUL', 'a=1&b=%00', [400, 'REQUEST.INVALID', '/b nul']],
    ['raw NUL', 'a=\0', [400, 'REQUEST.INVALID', '/a nul']],
    ['escapes that are not UTF-8', 'a=%ff', [400, 'REQUEST.INVALID', '/a ill-formed']],
    ['bytes that are not UTF-8', Buffer.from('a=\xff', 'latin1'), [400, 'REQUEST.NOT_UTF8']],
    ['a field twice', 'a=1&a=2', [400, 'REQUEST.INVALID', '/a duplicate-name']],
  ])('is refused when a form holds %s', async (_what, body, expected) => {
    expect(told(await send('POST', '/api/notes/forms', { 'content-type': 'application/x-www-form-urlencoded' }, body))).toEqual(expected);
  });

  it('is read as a form where forms are, and only as a form', async () => {
    const form = await send('POST', '/api/notes/forms', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1+2&b=%C3%A9');
    expect([form.status, form.body]).toEqual([200, { a: '1 2', b: 'é' }]);
    expect((await send('POST', '/api/notes/forms', { 'content-type': 'application/json' }, '{"a":1}')).status).toBe(415);
  });

  it('is answered 405 with Allow when the address has another method, and 404 when there is none', async () => {
    const wrong = await send('DELETE', '/api/notes/notes/1?x=1');
    expect([wrong.headers.allow, ...told(wrong)]).toEqual(['GET, HEAD', 405, 'METHOD.NOT_ALLOWED']);
    const fhir = await send('PUT', '/fhir', { 'content-type': 'text/plain' }, 'x');
    expect([fhir.status, fhir.headers.allow, fhir.body.resourceType]).toEqual([405, 'POST', 'OperationOutcome']);
    expect(told(await send('DELETE', '/api/notes/elsewhere'))).toEqual([404, 'ADDRESS.NOT_FOUND']);
  });

  it('is answered in the one format whatever its method or the form of its address', async () => {
    for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'])
      expect(told(await send(method, '/api/notes/notes/1'))).toEqual([405, 'METHOD.NOT_ALLOWED']);
    for (const path of ['//api/notes', '/api/notes/notes/', '/api/notes/notes/1/', '/API/notes/notes/1', '/api/notes/../notes', '*'])
      expect([404, 405]).toContain((await send('GET', path)).status);
  });

  it('is answered 406 where none of what the address answers is acceptable', async () => {
    const path = '/api/notes/notes/1';
    expect(told(await send('GET', path, { accept: 'text/csv' }))).toEqual([406, 'MEDIA_TYPE.NOT_ACCEPTABLE']);
    expect((await send('GET', path, { accept: 'text/html,*/*;q=0.8' })).status).toBe(200);
    const fhir = await send('GET', '/fhir/notes/1', { accept: 'application/fhir+xml' });
    expect([fhir.status, fhir.body.resourceType]).toEqual([406, 'OperationOutcome']);
    expect((await send('GET', '/fhir/notes/1', { accept: 'application/fhir+json; fhirVersion=4.0' })).status).toBe(200);
    expect((await send('GET', '/health/live', { accept: 'text/plain' })).status).toBe(200);
  });

  it('is answered in the one format when it is no HTTP, or its headers are too large', async () => {
    expect(told(await send('GET', '/api/notes/notes/1', { 'x-large': 'x'.repeat(20_000) }))).toEqual([431, 'HEADERS.TOO_LARGE']);
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname);
    socket.write('hello\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"REQUEST.INVALID"/);
  });

  it('is answered with Cache-Control: no-store, errors too', async () => {
    for (const path of ['/api/notes/notes/1', '/nowhere', '/api/notes/notes/%zz'])
      expect((await send('GET', path)).headers['cache-control']).toBe('no-store');
  });
});
