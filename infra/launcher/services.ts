/** The services that own a database schema, in the order in which they are shown and migrated. */
export const SERVICES = ['identity', 'referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor'] as const;

export type ServiceName = (typeof SERVICES)[number];

export function isService(name: string): name is ServiceName {
  return (SERVICES as readonly string[]).includes(name);
}

/** A database of a service, or of what services share: the embedded bus, the keys of persons. */
export type DatabaseName = ServiceName | 'bus' | 'keyring';

/** Its schema and role: `referral_intake`. */
export function schemaOf(name: DatabaseName): string {
  return name.replaceAll('-', '_');
}

/** Setting that holds its address: `REFERRAL_INTAKE_DATABASE_URL`. */
export function databaseSettingOf(name: DatabaseName): string {
  return `${schemaOf(name).toUpperCase()}_DATABASE_URL`;
}
