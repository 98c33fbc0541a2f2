import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { Access, Public, RequestContext, serviceModule, start, type RunningProcess, type ServiceDefinition } from '#libs/platform';

interface OpenApi {
  readonly paths: Record<string, Record<string, { readonly 'x-access'?: unknown; readonly security?: unknown }>>;
}

class Greeting {
  @IsString() name!: string;
  @IsInt() times!: number;
}

@Controller('api/greeter')
class GreeterController {
  @Public()
  @Post('greetings')
  greet(@Body() greeting: Greeting): object {
    return { text: `Hello ${greeting.name}`, correlationId: RequestContext.current().correlationId };
  }

  @Access({ roles: ['operator'], reach: 'hub' })
  @Get('secrets')
  secrets(): object {
    return {};
  }
}

@Module({})
class GreeterModule {}

const greeter: ServiceDefinition = {
  name: 'greeter',
  configs: [],
  databases: [],
  errorFormats: [
    { prefix: '/fhir/', contentType: 'application/fhir+json', render: ({ status }) => ({ resourceType: 'OperationOutcome', status }) },
  ],
  module: (context) =>
    serviceModule(GreeterModule, context, { imports: [], configs: [], features: [{ controllers: [GreeterController] }] }),
};

describe('a process', () => {
  let process: RunningProcess;
  const post = (path: string, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${process.url}${path}`, { method: 'POST', body, headers });

  beforeAll(async () => {
    process = await start([greeter], { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:1' });
  });
  afterAll(() => process.close());

  it('echoes the ids of a request and carries its correlation id inside', async () => {
    const answer = await post('/api/greeter/greetings', '{"name":"Ada","times":1}', {
      'content-type': 'application/json',
      'x-correlation-id': 'c-1',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-correlation-id')).toBe('c-1');
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(await answer.json()).toEqual({ text: 'Hello Ada', correlationId: 'c-1' });
  });

  it('tells every problem of a body at once, unknown fields by name', async () => {
    const answer = await post('/api/greeter/greetings', '{"times":"x","age":3}');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await answer.json()) as { code: string; errors: { pointer: string; code: string }[] };
    expect(problem.code).toBe('REQUEST.INVALID');
    expect(problem.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/age unknown-field',
      '/name is-string',
      '/times is-int',
    ]);
  });

  it.each([
    ['malformed JSON', '{', 'application/json', 400, 'REQUEST.MALFORMED_JSON'],
    ['a media type nobody reads', 'x', 'text/csv', 415, 'MEDIA_TYPE.UNSUPPORTED'],
    ['6 MB', `"${'x'.repeat(6_000_000)}"`, 'application/json', 413, 'BODY.TOO_LARGE'],
  ])('answers %s precisely', async (_what, body, type, status, code) => {
    const answer = await post('/api/greeter/greetings', body, { 'content-type': type });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });

  it("answers in the service's own format under its prefix, also where no controller stands", async () => {
    const answer = await fetch(`${process.url}/fhir/R4/Nothing`);
    expect([answer.status, await answer.json()]).toEqual([404, { resourceType: 'OperationOutcome', status: 404 }]);
    expect(answer.headers.get('content-type')).toContain('application/fhir+json');
  });

  it.each([
    ['no token', undefined, 'TOKEN.MISSING'],
    ['no JWT', 'Bearer abc', 'TOKEN.INVALID'],
    [
      'another issuer',
      `Bearer ${[{ alg: 'none' }, { iss: 'https://elsewhere.example' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.x`,
      'TOKEN.ISSUER_UNKNOWN',
    ],
  ])('asks for a token when there is %s', async (_what, authorization, code) => {
    const answer = await fetch(`${process.url}/api/greeter/secrets`, authorization ? { headers: { authorization } } : {});
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(((await answer.json()) as { code: string }).code).toBe(code);
  });

  it('answers liveness, metrics and its OpenAPI document', async () => {
    expect(await (await fetch(`${process.url}/health/live`)).json()).toEqual({ status: 'ok', checks: [] });
    expect(await (await fetch(`${process.url}/metrics`)).text()).toContain('process_cpu_seconds_total');
    const document = (await (await fetch(`${process.url}/api/greeter/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toEqual(['/api/greeter/greetings', '/api/greeter/secrets']);
  });

  it('says in its OpenAPI document who may call each operation', async () => {
    const document = (await (await fetch(`${process.url}/api/greeter/openapi.json`)).json()) as OpenApi;
    const { post: greet } = document.paths['/api/greeter/greetings'] ?? {};
    const { get: secrets } = document.paths['/api/greeter/secrets'] ?? {};
    expect([greet?.['x-access'], greet?.security]).toEqual(['public', undefined]);
    expect([secrets?.['x-access'], secrets?.security]).toEqual([{ roles: ['operator'], reach: 'hub' }, [{ bearer: [] }]]);
  });

  it('lists every wrong setting at once when it cannot start', async () => {
    await expect(start([greeter], { PORT: 'x', LOG_LEVEL: 'loud', PUBLIC_URL: 'nowhere' })).rejects.toThrow(
      /PORT[^]*PUBLIC_URL[^]*LOG_LEVEL/,
    );
  });
});
