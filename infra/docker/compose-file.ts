import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../launcher/root';

/** What the checks look at in a service of the compose file. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly target?: string; readonly args?: Readonly<Record<string, string>> };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly profiles?: readonly string[];
  readonly privileged?: boolean;
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A YAML file as it stands, with its merge keys carried out. */
export function yamlOf(path: string): unknown {
  return parse(textOf(path), { merge: true });
}

/** `infra/docker/defaults.env`: NAME=value, the value perhaps in single quotes. */
export function defaults(): Record<string, string> {
  const lines = textOf('infra/docker/defaults.env').matchAll(/^([A-Z_]+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value.replace(/^'(.*)'$/, '$1')]));
}

/** The names of the variables that the services are made with. */
export function variablesUsed(): string[] {
  return [...textOf('infra/docker/services.yml').matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
}

/** The services as `docker compose up` makes them when no variable is set. */
export function composeFile(): ComposeFile {
  const values = defaults();
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') return interpolated(value, values).replaceAll('$$', '$');
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve(yamlOf('infra/docker/services.yml')) as ComposeFile;
}

/** `${NAME}` and `${NAME:-default}`, from the inside out: a default may hold another variable. */
function interpolated(text: string, values: Record<string, string>): string {
  const once = text.replaceAll(
    /(?<!\$)\$\{([A-Z_]+)(?::-([^{}]*))?\}/g,
    (_, name: string, otherwise?: string) => values[name] || (otherwise ?? ''),
  );
  return once === text ? text : interpolated(once, values);
}
