import type { DatabaseDefinition } from '../database/database-definition';
import { settingsOf, type ConfigClass } from './setting';

/** The environment is wrong; `problems` has a sentence for each variable. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** All settings of a process, read and checked once, before anything starts. */
export class Settings {
  private constructor(
    private readonly configs: ReadonlyMap<unknown, object>,
    private readonly databaseUrls: ReadonlyMap<string, string>,
  ) {}

  /** Reads every config class; throws one `ConfigurationError` with all problems. */
  static read(configs: readonly ConfigClass[], databases: readonly DatabaseDefinition[], env: NodeJS.ProcessEnv): Settings {
    const problems: string[] = [];
    const read = new Map<unknown, object>();
    for (const config of new Set(configs)) read.set(config, readConfig(config, env, problems));
    const urls = new Map<string, string>();
    for (const database of databases) {
      if (database.unless !== undefined && env[database.unless]) continue;
      const variable = `${database.name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
      const url = env[variable] ?? env.DATABASE_URL;
      if (url) urls.set(database.name, url);
      else problems.push(`${variable} is missing: the PostgreSQL of ${database.name} (npm start provides one)`);
    }
    if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
    return new Settings(read, urls);
  }

  get<T extends object>(config: ConfigClass<T>): T {
    const found = this.configs.get(config);
    if (!found) throw new Error(`${config.name} was not read at start: list it in the service's configs`);
    return found as T;
  }

  /** Undefined when the database is not needed in this process (the bus's, over Kafka). */
  databaseUrl(name: string): string | undefined {
    return this.databaseUrls.get(name);
  }
}

function readConfig(config: ConfigClass, env: NodeJS.ProcessEnv, problems: string[]): object {
  const values: Record<string, unknown> = {};
  for (const [property, setting] of settingsOf(config)) {
    const text = env[setting.env] === '' ? undefined : env[setting.env];
    const given = text ?? setting.default;
    if (given === undefined) {
      if (!setting.optional) problems.push(`${setting.env} is missing: ${setting.describe}`);
      continue;
    }
    try {
      values[property] = setting.parse ? setting.parse(given) : given;
    } catch (error) {
      const shown = setting.secret ? '' : `, not "${given}"`;
      problems.push(`${setting.env} ${error instanceof Error ? error.message : 'is wrong'}${shown}`);
    }
  }
  return Object.assign(new config(), values);
}
