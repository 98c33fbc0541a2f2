import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseClient } from '#libs/platform';
import { endWithRun, eventually, freePort } from '#libs/testing';
import { isAlive } from './processes';
import { ROOT } from './root';
import { openSharedServer } from './shared-server';

const PATIENT = { everyMs: 100 };

interface Command {
  readonly process: ChildProcess;
  output(): string;
  readonly ended: Promise<number | null>;
}

/** A command as `infra/run.mjs` carries it out when node_modules and the build are up to date. */
function command(directory: string, port: number, name: string): Command {
  const script = `require('./dist/infra/launcher/main.js').runCommand(${JSON.stringify(name)}, []).then((code) => process.exit(code))`;
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], HUB_DATA_DIR: directory, PORT: String(port) };
  const child = spawn(process.execPath, ['-e', script], { cwd: ROOT, env, stdio: 'pipe' });
  endWithRun({ pid: child.pid ?? 0 });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { process: child, output: () => output, ended: new Promise((resolve) => child.once('close', resolve)) };
}

const postmaster = (directory: string): number =>
  Number(readFileSync(join(directory, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);

/** The app that a launcher has started. */
function appOf({ process: launcher }: Command): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const line = lines.find((each) => each.trim().split(/\s+/)[1] === String(launcher.pid) && each.includes('main.js')) ?? '';
  return Number(line.trim().split(/\s+/)[0]);
}

describe('npm start', () => {
  let directory: string;
  let port: number;
  let hub: Command;
  const ready = async (): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/health/ready`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('"status":"ok"')]); // what fails stands in the body
  };
  const startHub = async (): Promise<Command> => {
    const started = command(directory, port, 'start');
    await eventually(() => expect(started.output()).toMatch(/^ready /m), { timeoutMs: 120_000, everyMs: 100 });
    return started;
  };

  beforeAll(async () => {
    directory = join(mkdtempSync(join(tmpdir(), 'hub-process-')), 'data');
    port = await freePort();
    hub = await startHub();
  });
  afterAll(async () => {
    hub.process.kill('SIGTERM');
    await hub.ended;
    rmSync(join(directory, '..'), { recursive: true, force: true });
  });

  it('is refused with one sentence on a data folder on which a hub runs, which goes on', async () => {
    const second = command(directory, await freePort(), 'start');
    expect(await second.ended).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringContaining(`Another hub (process ${String(hub.process.pid)}) runs on the data folder ${directory}: stop it, or`),
    ]);
    await eventually(ready, PATIENT);
  });

  it('lets migrations run beside it', async () => {
    const migrating = command(directory, port, 'migrate');
    expect([await migrating.ended, migrating.output().trim()]).toEqual([0, 'The migrations are done.']);
    await eventually(ready, PATIENT);
  });

  it('says nothing while all is well', () => {
    // A busy machine may keep it from being ready for a moment, of which it says which check failed and why: that is shown, and no fault.
    const isOfHealth = (line: string): boolean => line.includes('"context":"health"');
    const lines = hub.output().split('\n');
    for (const line of lines.filter(isOfHealth)) process.stderr.write(`${line}\n`);
    expect(lines.filter((line) => !isOfHealth(line)).join('\n')).not.toMatch(/error|warn|denied|"level"/i);
    expect(readFileSync(join(directory, 'postgres.log'), 'utf8')).not.toMatch(/ERROR|denied/);
  });

  it('keeps what stands in its database out of every file that others can read, and out of the log of PostgreSQL', async () => {
    const { owner } = JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8')) as { owner: string };
    const server = await openSharedServer(directory, owner);
    const client = new DatabaseClient(server.ownerUrl.replace(/\/postgres$/, '/hub'));
    await client.connect();
    const refused = async (sql: string, values?: unknown[]) => expect(client.query(sql, values)).rejects.toThrow();
    await client.query(`CREATE TEMP TABLE person (email text PRIMARY KEY, age int CHECK (age > 0))`);
    await client.query(`INSERT INTO person VALUES ('ana.lee@example.org', 30)`);
    await refused(`INSERT INTO person VALUES ($1, 30)`, ['ana.lee@example.org']);
    await refused(`INSERT INTO person VALUES ($1, 0)`, ['ben.lee@example.org']);
    await refused(`SELECT 'cleo.lee@example.org'::int`);
    await refused(`SELECT $1::uuid`, ['dan.lee@example.org']);
    await refused(`SELECT '{"email": "eve.lee@example.org"'::json`);
    await client.end();
    await server.close();
    expect(readFileSync(join(directory, 'postgres.log'), 'utf8')).not.toContain('lee@example.org');
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const open = files.map((entry) => join(entry.parentPath, entry.name)).filter((file) => (lstatSync(file).mode & 0o077) !== 0);
    const data = statSync(join(directory, 'postgres'));
    expect([open, data.mode & 0o077]).toEqual([[], 0]);
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['secrets.json', 'sealing-keys.json', 'identity-keys.json', 'postgres.log']),
    );
  });

  it('starts PostgreSQL again when that dies, says so in one line, and its loops do not flood the log', async () => {
    const [before, said] = [postmaster(directory), hub.output().length];
    process.kill(before, 'SIGKILL');
    await eventually(() => expect(hub.output()).toContain('PostgreSQL ended unexpectedly; it runs again after'), PATIENT);
    await eventually(ready, PATIENT);
    expect(postmaster(directory)).not.toBe(before);
    await eventually(() => expect(hub.output()).toContain('works again after'), PATIENT);
    const lines = hub.output().slice(said).trim().split('\n');
    expect(lines.filter((line) => line.startsWith('PostgreSQL '))).toHaveLength(1);
    expect(lines.length).toBeLessThan(10);
  });

  it('says so and fails when its hub is killed, and takes PostgreSQL along', async () => {
    const server = postmaster(directory);
    process.kill(appOf(hub), 'SIGKILL');
    expect(await hub.ended).toBe(1);
    expect(hub.output()).toContain(
      'hub was ended by SIGKILL: its last messages stand above. What it had acknowledged is stored; start it again.',
    );
    expect(isAlive(server)).toBe(false);
    hub = await startHub();
  });

  it('leaves neither hub nor PostgreSQL behind when it is killed itself', async () => {
    const [app, server] = [appOf(hub), postmaster(directory)];
    hub.process.kill('SIGKILL');
    await eventually(() => expect([app, server].filter(isAlive)).toEqual([]), PATIENT);
    hub = await startHub();
  });
});
