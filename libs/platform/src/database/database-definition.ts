import type { EntitySchema, MigrationInterface } from 'typeorm';

/** One service's PostgreSQL schema: what stands in it and how it came to be. One constant per service. */
export interface DatabaseDefinition {
  /** The service's name; schema and role are the same in snake_case. */
  readonly name: string;
  readonly entities: readonly (EntitySchema | (new (...args: never[]) => object))[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** The variable that, when set, makes this database needless: the embedded bus is not needed over Kafka. */
  readonly unless?: string;
}

/** `referral-intake` → `referral_intake`. */
export function schemaOf(definition: Pick<DatabaseDefinition, 'name'>): string {
  return definition.name.replaceAll('-', '_');
}
