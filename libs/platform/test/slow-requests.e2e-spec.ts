import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { Public, serviceModule, start, type RunningProcess, type ServiceDefinition } from '#libs/platform';

let release: (() => void) | undefined;

@Public()
@Controller('fhir')
class SlowController {
  @Post()
  @HttpCode(200)
  receive(@Body() body: object): object {
    return body;
  }

  @Get('held')
  async held(): Promise<object> {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return { held: true };
  }
}

@Module({})
class SlowModule {}

const slow: ServiceDefinition = {
  name: 'slow',
  configs: [],
  databases: [],
  errorFormats: [
    { prefix: '/fhir', contentType: 'application/fhir+json', render: ({ code }) => ({ resourceType: 'OperationOutcome', code }) },
  ],
  module: (context) => serviceModule(SlowModule, context, { imports: [], configs: [], features: [{ controllers: [SlowController] }] }),
};

const begin = () =>
  start([slow], {
    PORT: '0',
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'http://localhost:1',
    HEADERS_TIMEOUT: '300ms',
    BODY_TIMEOUT: '300ms',
    IDLE_TIMEOUT: '4s',
  });

describe('a slow client', () => {
  let running: RunningProcess;

  beforeAll(async () => {
    running = await begin();
  });
  afterAll(() => running.close());

  function open(): Socket {
    const { hostname, port } = new URL(running.url);
    return connect(Number(port), hostname).on('error', () => undefined);
  }

  /** Sends a byte now and then, for as long as the other side listens; answers what came back when it hung up. */
  async function drip(first: string): Promise<string> {
    const socket = open();
    socket.write(first);
    const timer = setInterval(() => socket.write('a'), 50);
    try {
      return await text(socket);
    } finally {
      clearInterval(timer);
    }
  }

  it.each([
    ['is silent', () => text(open())],
    ['sends its headers byte by byte', () => drip('GET /fhir HTTP/1.1\r\nhost: x\r\nx-long: ')],
  ])('is answered 408 and cut off when it %s', async (_what, send) => {
    expect(await send()).toMatch(/^HTTP\/1\.1 408 [^]*application\/problem\+json[^]*"code":"REQUEST.TIMED_OUT"/);
  });

  const post = 'POST /fhir HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
  it.each([
    ['sends its body byte by byte', () => drip(`${post}content-length: 100000\r\n\r\n"`)],
    ['sends pieces of its body byte by byte', () => drip(`${post}transfer-encoding: chunked\r\n\r\n00000000000000000`)],
    [
      'never sends its body',
      () =>
        text(
          open().on('connect', function (this: Socket) {
            this.write(`${post}content-length: 9\r\n\r\n`);
          }),
        ),
    ],
  ])('is cut off in the format of the address when it %s', async (_what, send) => {
    expect(await send()).toMatch(/^(HTTP\/1\.1 4\d\d [^]*application\/fhir\+json[^]*OperationOutcome)/);
  });

  it('is cut off when it keeps its connection and asks nothing more', async () => {
    const socket = open();
    socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is answered while it waits for an answer that takes its time', async () => {
    const answer = fetch(`${running.url}/health/live`);
    expect((await answer).status).toBe(200);
  });
});

describe('a process that goes down', () => {
  it('answers what has begun, and everything else 503 with Retry-After in the format of the address', async () => {
    const running = await begin();
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname);
    const said = text(socket);
    socket.write('GET /fhir/held HTTP/1.1\r\nhost: x\r\n\r\n');
    while (release === undefined) await new Promise(setImmediate);
    const server = running.app.getHttpServer();
    const closed = running.close();
    while (server.listening) await new Promise(setImmediate);
    // Comes on a connection that still has an answer to wait for.
    socket.write('GET /fhir/other HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(server, 'request');
    release();
    await closed;
    expect(await said).toMatch(/^HTTP\/1\.1 200 [^]*"held":true[^]*HTTP\/1\.1 503 [^]*retry-after: 5[^]*OperationOutcome/i);
  });
});
