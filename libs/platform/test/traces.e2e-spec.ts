import { Controller, Get, Module, Param } from '@nestjs/common';
import { Public, RequestContext, serviceModule, start, type RunningProcess, type ServiceDefinition } from '#libs/platform';
import { eventually, otlpReceiver, type OtlpReceiver } from '#libs/testing';

@Public()
@Controller('api/greeter/people')
class PeopleController {
  @Get(':id')
  read(@Param('id') id: string): object {
    if (id === 'nobody') throw new Error('Ada Okafor is not here');
    return { traceparent: RequestContext.current().traceparent };
  }
}

@Module({})
class GreeterModule {}

const named = (name: string, ...features: object[]): ServiceDefinition => ({
  name,
  configs: [],
  databases: [],
  module: (context) => serviceModule(class extends GreeterModule {}, context, { imports: [], configs: [], features }),
});

describe('the span of a request', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  let collector: OtlpReceiver;
  let process: RunningProcess;

  beforeAll(async () => {
    collector = await otlpReceiver();
    const env = { PORT: '0', LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:1', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    process = await start([named('greeter', { controllers: [PeopleController] }), named('console')], env);
  });
  afterAll(async () => {
    await process.close();
    await collector.close();
  });

  const ask = (path: string) =>
    fetch(`${process.url}${path}`, { headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, 'x-correlation-id': 'c-1' } });

  it("continues the sender's trace, names the route and not the address, and is what the work goes on under", async () => {
    const { traceparent } = (await (await ask('/api/greeter/people/1f3a?name=Okafor')).json()) as { traceparent: string };
    await ask('/api/greeter/people/nobody');
    await ask('/nowhere/1f3a');
    await ask('/health/live');
    await ask('/metrics');
    await eventually(() => expect(collector.spans).toHaveLength(3));
    const [read, failed, unknown] = collector.spans;
    expect(read).toEqual({
      ...{ service: 'greeter', name: 'GET /api/greeter/people/:id', kind: 'server', failed: false },
      ...{ traceId: TRACE, parentSpanId: '00f067aa0ba902b7', spanId: traceparent.split('-')[2] },
      attributes: {
        ...{ 'http.request.method': 'GET', 'http.route': '/api/greeter/people/:id', 'url.scheme': 'http' },
        'http.response.status_code': 200,
      },
    });
    expect(failed).toMatchObject({ failed: true, attributes: { 'http.response.status_code': 500, 'error.type': '500' } });
    expect(unknown).toMatchObject({ service: 'console', name: 'GET', failed: false, attributes: { 'http.response.status_code': 404 } });
    expect(JSON.stringify(collector.spans)).not.toMatch(/1f3a|Okafor/);
  });
});
