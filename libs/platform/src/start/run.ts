import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AuditDoor } from '../audit/audit-door';
import { AuditInterceptor } from '../audit/audit.interceptor';
import { AuthGuard } from '../auth/auth.guard';
import { refuseUndeclared } from '../auth/declared-operations';
import { RecordReaches } from '../auth/record-reach';
import { TokenVerifier } from '../auth/token-verifier';
import { Clock } from '../clock';
import { ProcessConfig } from '../config/process.config';
import { ConfigurationError, Settings } from '../config/settings';
import { migrate } from '../database/data-source';
import { BodyReader } from '../http/body-reader.guard';
import { ErrorFormats } from '../http/error-format';
import { fastifyAdapter } from '../http/fastify';
import { FailureFilter } from '../http/failure.filter';
import { validationPipe } from '../http/validation.pipe';
import { IdempotencyStores } from '../idempotency/idempotency-store';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor';
import { CallCounts } from '../rate-limit/call-counts';
import { FormLimit } from '../rate-limit/form-limit.guard';
import { traceRequests } from '../tracing/http-spans';
import { Tracing } from '../tracing/tracing';
import { loggerModule } from './logging';
import { serveOpenApi } from './open-api';
import { PlatformModule } from './platform.module';
import type { ServiceDefinition } from './service-definition';

@Module({})
class ProcessModule {}

/** A process that runs; `close()` stops its doors first, then its workers, then its connections. */
export interface RunningProcess {
  readonly app: NestFastifyApplication;
  readonly url: string;
  close(): Promise<void>;
}

/** `main.ts` of every app: runs its services, or with `migrate [service…]` brings their databases up to date and ends. */
export async function run(services: readonly ServiceDefinition[]): Promise<void> {
  try {
    const [command, ...names] = process.argv.slice(2);
    if (command === 'migrate') await migrateAll(services, names, process.env);
    else await startAsMain(services);
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  }
}

/** A process that is asked to stop ends by then, also when its database answers nobody; supervisors kill soon after. */
const STOPS_WITHIN_MS = 10_000;

async function startAsMain(services: readonly ServiceDefinition[]): Promise<void> {
  const running = await start(services, process.env);
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      setTimeout(() => {
        process.stderr.write(`Not everything stopped within ${String(STOPS_WITHIN_MS / 1000)} s; what was acknowledged is stored\n`);
        process.exit(1);
      }, STOPS_WITHIN_MS).unref();
      void running.close().then(() => process.exit(0));
    });
  }
  // The whole hub is reached at its public address, where people can sign in; a part of it where the proxy finds it.
  const address = services.length > 1 ? running.app.get(ProcessConfig).publicUrl : running.url;
  process.stdout.write(`ready ${address}\n`);
}

/** Starts services in this process; throws one `ConfigurationError` with all problems of the environment. */
export async function start(services: readonly ServiceDefinition[], env: NodeJS.ProcessEnv): Promise<RunningProcess> {
  const settings = readSettings(services, env);
  const config = settings.get(ProcessConfig);
  const tracing = config.tracesEndpoint === undefined ? Tracing.off() : await Tracing.to(config.tracesEndpoint);
  const formats = new ErrorFormats(services.flatMap(({ errorFormats = [] }) => errorFormats));
  const counts = new CallCounts();
  const { adapter, methods, limits } = fastifyAdapter(config, formats, counts);
  if (tracing.on) traceRequests(adapter.getInstance(), tracing, services);
  const platform = PlatformModule.forProcess(settings, tracing, counts);
  const modules = services.map((service) => service.module({ settings, platform }));
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: ProcessModule, imports: [loggerModule(config.logLevel), platform, ...modules] },
    adapter,
    { bodyParser: false, bufferLogs: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  refuseUndeclared(app);
  // In this order: who calls, whether they may and what exists for them, then what they say.
  // Tokens are dated by clocks outside of the hub: the machine's own judges them.
  const audit = app.get(AuditDoor);
  app.useGlobalGuards(
    new AuthGuard(app.get(TokenVerifier), app.get(RecordReaches), audit, new Clock(), (request, caller) => limits.caller(request, caller)),
    new FormLimit(limits),
    new BodyReader(formats),
  );
  app.useGlobalInterceptors(new AuditInterceptor(audit), new IdempotencyInterceptor(app.get(IdempotencyStores)));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new FailureFilter(formats, methods));
  for (const { mounted = {} } of services) for (const [address, mount] of Object.entries(mounted)) methods.addMounted(address, mount);
  for (const [index, service] of services.entries()) serveOpenApi(app, service.name, modules[index]);
  for (const service of services) await service.connect?.(app);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  for (const service of services) await service.started?.(app);
  return { app, url: await app.getUrl(), close: () => app.close().finally(() => tracing.close()) };
}

/** Migrates the databases of all services, or of those named, and prepares what they need beside. */
export async function migrateAll(services: readonly ServiceDefinition[], names: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const settings = readSettings(services, env);
  const databases = new Set(services.flatMap((service) => service.databases));
  for (const database of databases) {
    const url = settings.databaseUrl(database.name);
    if (url === undefined || (names.length > 0 && !names.includes(database.name))) continue;
    const ran = await migrate(database, url);
    if (ran.length > 0) process.stdout.write(`migrated ${database.name}: ${String(ran.length)}\n`);
  }
  const prepared = services.filter(({ name }) => names.length === 0 || names.includes(name)).flatMap(({ prepare }) => prepare ?? []);
  for (const prepare of new Set(prepared)) for (const made of await prepare(settings)) process.stdout.write(`made ${made}\n`);
}

function readSettings(services: readonly ServiceDefinition[], env: NodeJS.ProcessEnv): Settings {
  return Settings.read(
    [ProcessConfig, ...services.flatMap(({ configs }) => configs)],
    services.flatMap(({ databases }) => databases),
    env,
  );
}
