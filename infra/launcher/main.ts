import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type AppName, migrate, startApp, untilEnded } from './app';
import { develop } from './develop';
import { type HubEnvironment, refuseTakenPort, withDatabase } from './environment';
import { ROOT } from './root';
import { StopWithSentence, say } from './say';
import { SERVICES, type ServiceName, isService } from './services';
import { untilAskedToStop } from './signals';

type Command = (args: string[]) => Promise<number>;

/** Commands whose work stands in a file of the build: it exports `main(args)`, which answers the exit code. */
const WORKERS: Record<string, string> = {
  demo: 'infra/demo/main.js',
  token: 'infra/demo/token.js',
  bench: 'infra/bench/main.js',
  faults: 'infra/faults/main.js',
  mutants: 'infra/mutants/main.js',
  requirements: 'infra/requirements/main.js',
  kafka: 'infra/kafka/main.js',
  audit: 'infra/audit/main.js',
};

/** Carries out one of the repository's commands; the build is up to date when this is called. */
export async function runCommand(name: string, args: string[]): Promise<number> {
  try {
    return await commandNamed(name)(args);
  } catch (error) {
    say(sentenceFor(error));
    return 1;
  }
}

function commandNamed(name: string): Command {
  if (name === 'start') return () => start('hub', SERVICES);
  if (name === 'dev') return () => withDatabase(SERVICES, { hub: true }, develop);
  if (name === 'migrate') return migrateAll;
  const [verb, app] = name.split(':');
  if (verb === 'start' && app !== undefined && isService(app)) return () => start(app, [app]);
  if (name === 'start:console') return () => start('console', []);
  const worker = WORKERS[name];
  if (worker) return (args) => runWorker(name, join(ROOT, 'dist', worker), args);
  throw new StopWithSentence(`There is no command "${name}": "npm run" lists what there is.`);
}

/** Started by hand, an app says that it is ready and then only what is wrong; LOG_LEVEL changes that. */
async function start(app: AppName, services: readonly ServiceName[]): Promise<number> {
  await refuseTakenPort(process.env);
  return withDatabase(services, { hub: app === 'hub', given: { LOG_LEVEL: 'warn', ...process.env } }, async (environment) => {
    await migrateEmbedded(app, environment);
    const running = startApp(app, environment.variables);
    untilAskedToStop(() => void running.stop());
    return untilEnded(running);
  });
}

/** A PostgreSQL of the operator's own is migrated when the operator says so. */
async function migrateEmbedded(app: AppName, { databases, variables }: HubEnvironment): Promise<void> {
  if (databases === 'embedded') await migrate(app, variables);
  if (databases === 'given') say('DATABASE_URL is set: migrations are a step of their own here, "npm run migrate".');
}

async function migrateAll(args: string[]): Promise<number> {
  const unknown = args.filter((name) => !isService(name));
  if (unknown.length > 0) throw new StopWithSentence(`There is no app "${unknown[0]}": choose from ${SERVICES.join(', ')}.`);
  return withDatabase(SERVICES, {}, async ({ variables }) => {
    await migrate('hub', variables, args);
    say('The migrations are done.');
    return 0;
  });
}

async function runWorker(name: string, file: string, args: string[]): Promise<number> {
  if (!existsSync(file)) throw new StopWithSentence(`"npm run ${name}" is not part of this version yet.`);
  const worker = createRequire(__filename)(file) as { main: (args: string[]) => Promise<number> };
  return worker.main(args);
}

function sentenceFor(error: unknown): string {
  if (error instanceof StopWithSentence) return error.message;
  const { code, path, stack } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return `${path ?? 'A file of the data folder'} belongs to another user: set HUB_DATA_DIR to a folder of your own, or run this as that user.`;
  }
  return stack ?? String(error);
}
