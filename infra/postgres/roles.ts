import type { Client } from 'pg';
import { StopWithSentence } from '../launcher/say';
import { auditTrailOf, keepsTrail } from './audit-trail';
import { withClient } from './client';

/** Number of the advisory lock under which this happens: two launchers or test workers altering one role at once fail in PostgreSQL. */
const LOCK = 7_277_001;

export interface SchemasOptions {
  /** Address of a login that may make databases and roles. */
  ownerUrl: string;
  /** Database to put the schemas in, made if it is missing. */
  database: string;
  /** Database of which a missing one is made as a copy, with what its schemas hold; nobody may be connected to it. */
  template?: string;
  /** Password per role; schema and role have the same name. */
  passwords: Readonly<Record<string, string>>;
}

/** Makes one schema, one login role and one audit trail per service, each seeing only its own; returns the role's address for each. */
export async function makeSchemas({ ownerUrl, database, template, passwords }: SchemasOptions): Promise<Record<string, string>> {
  await asOwner(ownerUrl, async (server) => {
    await server.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeDatabase(server, database, template);
    for (const [role, password] of Object.entries(passwords)) await makeRole(server, role, password);
    await asOwner(addressOf(ownerUrl, { database }), (client) => makeSchemasIn(client, database, Object.keys(passwords)));
  });
  const urls = Object.entries(passwords).map(([role, password]) => [role, addressOf(ownerUrl, { database, user: role, password })]);
  return Object.fromEntries(urls) as Record<string, string>;
}

/** Removes a database, also when somebody is still connected. */
export async function dropDatabase(ownerUrl: string, database: string): Promise<void> {
  await asOwner(ownerUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`));
}

async function makeDatabase(server: Client, database: string, template = 'template1'): Promise<void> {
  const found = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (found.rowCount !== 0) return;
  await server.query(`CREATE DATABASE ${server.escapeIdentifier(database)} TEMPLATE ${server.escapeIdentifier(template)}`);
}

async function makeRole(server: Client, role: string, password: string): Promise<void> {
  const name = server.escapeIdentifier(role);
  const found = await server.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rowCount === 0) await server.query(`CREATE ROLE ${name} LOGIN`);
  await server.query(`ALTER ROLE ${name} PASSWORD ${server.escapeLiteral(password)}`);
  await server.query(`ALTER ROLE ${name} SET search_path = ${name}`);
  await server.query(`GRANT ${name} TO CURRENT_USER`);
}

async function makeSchemasIn(client: Client, database: string, roles: readonly string[]): Promise<void> {
  const quoted = client.escapeIdentifier(database);
  await client.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  for (const role of roles) {
    const name = client.escapeIdentifier(role);
    await client.query(`GRANT CONNECT ON DATABASE ${quoted} TO ${name}`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${name} AUTHORIZATION ${name}`);
    // One message, so one transaction.
    if (keepsTrail(role)) await client.query(auditTrailOf(role));
  }
}

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  try {
    return await withClient(url, 10_000, work);
  } catch (error) {
    throw new StopWithSentence(`The PostgreSQL of DATABASE_URL cannot be prepared: ${(error as Error).message}.`, { cause: error });
  }
}

function addressOf(ownerUrl: string, change: { database: string; user?: string; password?: string }): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${encodeURIComponent(change.database)}`;
  if (change.user !== undefined) url.username = encodeURIComponent(change.user);
  if (change.password !== undefined) url.password = encodeURIComponent(change.password);
  return url.toString();
}
