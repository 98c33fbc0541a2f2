/** The services that own a database schema, in the order in which they are shown and migrated. */
export const SERVICES = ['identity', 'referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor'] as const;

export type ServiceName = (typeof SERVICES)[number];

export function isService(name: string): name is ServiceName {
  return (SERVICES as readonly string[]).includes(name);
}

/** Schema and role of a service, or of the embedded bus: `referral_intake`. */
export function schemaOf(name: ServiceName | 'bus'): string {
  return name.replaceAll('-', '_');
}

/** Setting that holds its database's address: `REFERRAL_INTAKE_DATABASE_URL`. */
export function databaseSettingOf(name: ServiceName | 'bus'): string {
  return `${schemaOf(name).toUpperCase()}_DATABASE_URL`;
}
