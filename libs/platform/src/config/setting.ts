import ipaddr from 'ipaddr.js';

/** One environment variable, as a property of a config class. */
export interface SettingOptions<T> {
  readonly env: string;
  /** What it does, for the settings table of the README. */
  readonly describe: string;
  /** Used when the variable is unset; without it, and without `optional`, the variable is required. */
  readonly default?: string;
  readonly optional?: boolean;
  /** The value is never printed. */
  readonly secret?: boolean;
  /** Text to value; throws an `Error` whose message completes "PORT …". */
  readonly parse?: (text: string) => T;
}

export type ConfigClass<T extends object = object> = new () => T;

const settings = new Map<object, Map<string, SettingOptions<unknown>>>();

/** Reads this property from the environment when the process starts. */
export function Setting<T>(options: SettingOptions<T>) {
  return (prototype: object, property: string): void => {
    const own = settings.get(prototype) ?? new Map<string, SettingOptions<unknown>>();
    own.set(property, options);
    settings.set(prototype, own);
  };
}

/** The settings of one config class, by property. */
export function settingsOf(config: ConfigClass): ReadonlyMap<string, SettingOptions<unknown>> {
  return settings.get(config.prototype as object) ?? new Map<string, SettingOptions<unknown>>();
}

export const asInteger =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new Error(`must be a whole number from ${String(min)} to ${String(max)}`);
    return value;
  };

export const asPort = asInteger(0, 65_535);

export function asUrl(text: string): string {
  if (!URL.canParse(text)) throw new Error('must be an absolute URL');
  return text.replace(/\/+$/, '');
}

export function asList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `15s` to milliseconds. */
export function asDuration(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,6})(ms|s|m|h|d)$/.exec(text) ?? [];
  if (amount === undefined) throw new Error('must be a duration such as 200ms, 5s, 2m, 6h or 1d');
  return Number(amount) * (MILLISECONDS[unit] ?? 1);
}

/** Networks in CIDR notation, comma separated. */
export function asNetworks(text: string): string[] {
  const networks = asList(text);
  if (!networks.every((network) => ipaddr.isValidCIDR(network)))
    throw new Error('must be a comma separated list of networks such as 127.0.0.0/8,::1/128');
  return networks;
}

export const asOneOf =
  <T extends string>(...allowed: readonly T[]) =>
  (text: string): T => {
    const found = allowed.find((item) => item === text);
    if (found === undefined) throw new Error(`must be one of ${allowed.join(', ')}`);
    return found;
  };

export function asBoolean(text: string): boolean {
  return asOneOf('true', 'false')(text) === 'true';
}
