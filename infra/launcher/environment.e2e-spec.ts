import { DatabaseClient } from '#libs/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnPostgres, eventually, startOwnPostgres } from '#libs/testing';
import { type EnvironmentOptions, type HubEnvironment, environmentFor, refuseTakenPort } from './environment';
import { withLock } from './lock';
import { ROOT } from './root';
import { SERVICES } from './services';
import { openEmbeddedServer } from '../postgres/server';

async function ask(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new DatabaseClient({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>({ text: sql })).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

/** The id of a process that was killed and is gone. */
async function killedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  child.kill('SIGKILL');
  await once(child, 'close');
  return child.pid ?? 0;
}

/** The address that a launcher of its own gave to caseload before it was killed. */
async function killedLauncher(directory: string): Promise<string> {
  const module = JSON.stringify(join(ROOT, 'dist/infra/launcher/environment.js'));
  const script = `require(${module}).environmentFor(['caseload'], { directory: ${JSON.stringify(directory)}, given: {} })
    .then(({ variables }) => console.log(variables.CASELOAD_DATABASE_URL)); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'close');
  return line.toString().trim();
}

describe('the launcher', () => {
  let directory: string;
  const open = (options: EnvironmentOptions = {}): Promise<HubEnvironment> =>
    environmentFor(SERVICES, { directory, given: {}, ...options });

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'hub-launcher-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('gives every service, and the embedded bus, a role and schema of its own when nothing is set', async () => {
    const { variables, databases, close } = await open();
    const names = Object.keys(variables).filter((name) => name.endsWith('_DATABASE_URL'));
    const schemas = await Promise.all(names.map(async (name) => (await ask(variables[name], 'SELECT current_schema'))[0]));
    await close();
    expect(databases).toBe('embedded');
    expect(schemas.sort()).toEqual([
      'bus',
      'caseload',
      'identity',
      'keyring',
      'outcomes',
      'pipeline_monitor',
      'provider_gateway',
      'referral_intake',
    ]);
    expect(variables).toMatchObject({ PORT: '3000', PUBLIC_URL: 'http://localhost:3000' });
  });

  it('keeps addresses, passwords and keys when it starts again', async () => {
    const first = await open();
    await first.close();
    const second = await open();
    await second.close();
    expect(second.variables).toEqual(first.variables);
    expect(JSON.parse(first.variables['SEALING_KEYS'] ?? '')).toMatchObject({ keys: [{ kty: 'oct', alg: 'A256GCM', use: 'enc' }] });
    expect(JSON.parse(first.variables['IDENTITY_KEYS'] ?? '')).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-256', alg: 'ES256' }] });
    for (const name of ['secrets.json', 'sealing-keys.json', 'identity-keys.json'])
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  });

  it('listens on this machine alone, and asks for a password', async () => {
    const { variables, close } = await open();
    const url = variables['CASELOAD_DATABASE_URL'] ?? '';
    const [listening] = await ask(url, 'SHOW listen_addresses');
    const wrong = await ask(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1').catch((error: unknown) => (error as { code: string }).code);
    await close();
    expect([listening, wrong]).toEqual(['127.0.0.1', '28P01']);
  });

  it('finds the server that a killed hub left running, and stops it in the end', async () => {
    const left = await killedLauncher(directory);
    const found = await open();
    expect(found.variables['CASELOAD_DATABASE_URL']).toBe(left);
    await found.close();
    await expect(ask(found.variables['CASELOAD_DATABASE_URL'], 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('leaves the server to another command that uses it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    other.unref();
    const mine = await open();
    writeFileSync(join(directory, 'postgres.users', String(other.pid)), '');
    await mine.close();
    expect(await ask(mine.variables['CASELOAD_DATABASE_URL'], 'SELECT 1')).toEqual([1]);
    other.kill('SIGKILL');
    await once(other, 'close');
    await (await open()).close();
  });

  it('starts again after PostgreSQL itself was killed, on another port when its own is taken', async () => {
    const { owner } = (await import(join(directory, 'secrets.json'))) as { owner: string };
    const server = await openEmbeddedServer({ directory, password: owner });
    process.kill(server.pid, 'SIGKILL');
    await eventually(() => expect(() => process.kill(server.pid, 0)).toThrow());
    const squatter = createServer().listen(server.port, '127.0.0.1');
    await once(squatter, 'listening');
    const again = await open();
    squatter.close();
    expect(await ask(again.variables['CASELOAD_DATABASE_URL'], 'SELECT 1')).toEqual([1]);
    expect(again.variables['CASELOAD_DATABASE_URL']).not.toContain(`:${server.port}/`);
    await again.close();
  });

  it('leaves alone what was given', async () => {
    const given = {
      SEALING_KEYS: 'mine',
      IDENTITY_KEYS: 'mine too',
      KAFKA_BROKERS: 'kafka:9092',
      CASELOAD_DATABASE_URL: 'postgres://caseload@db/own',
      KEYRING_DATABASE_URL: 'postgres://keyring@db/own',
    };
    const { variables, databases, close } = await environmentFor(['caseload'], { directory, given });
    await close();
    expect(variables).toMatchObject(given);
    expect([databases, variables['BUS_DATABASE_URL']]).toEqual(['none', undefined]);
  });

  it('says in one sentence that the port is taken', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const port = String((server.address() as { port: number }).port);
    await expect(refuseTakenPort({ PORT: port })).rejects.toThrow(
      `Port ${port} is taken by another program: stop it, or choose another port`,
    );
    server.close();
  });

  it('takes over the lock of a launcher that was killed', async () => {
    const lock = join(directory, 'stale.lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(await killedProcess()));
    expect(await withLock(lock, () => Promise.resolve('mine'))).toBe('mine');
  });
});

describe('the launcher with DATABASE_URL', () => {
  let server: OwnPostgres;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'hub-launcher-'));
    server = await startOwnPostgres();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('makes schemas and roles in the PostgreSQL it was given, and leaves migrating to the operator', async () => {
    const given = { DATABASE_URL: server.ownerUrl };
    const { variables, databases, close } = await environmentFor(['caseload'], { directory, given });
    expect(
      await ask(variables['CASELOAD_DATABASE_URL'], "SELECT current_user || ' ' || current_schema || ' ' || current_database()"),
    ).toEqual(['caseload caseload hub']);
    await close();
    expect(databases).toBe('given');
  });

  it('says in one sentence that it cannot be reached', async () => {
    const given = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/hub' };
    await expect(environmentFor(['caseload'], { directory, given })).rejects.toThrow('The PostgreSQL of DATABASE_URL cannot be prepared: ');
  });
});
