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
