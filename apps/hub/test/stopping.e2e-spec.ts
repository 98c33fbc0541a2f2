import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, runApp, startAppProcess, startOwnPostgres, type AppProcess, type OwnPostgres } from '#libs/testing';
import { identityKeysOf, sealingKeysOf } from '../../../infra/launcher/secrets';
import { databaseSettingOf, SERVICES } from '../../../infra/launcher/services';

/** The server's process and those that serve its connections. */
function processesOf(postgres: OwnPostgres): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const server = rows.find((row) => row.includes(`port=${new URL(postgres.ownerUrl).port}`))?.[0];
  return rows.filter(([pid, parent]) => pid === server || parent === server).map(([pid]) => Number(pid));
}

describe('a hub that is asked to stop', () => {
  const directory = mkdtempSync(join(tmpdir(), 'hub-stopping-'));
  let postgres: OwnPostgres;
  let env: Record<string, string | undefined>;
  let hub: AppProcess;

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    const names = [...SERVICES, 'bus', 'keyring'] as const;
    const { urls } = await postgres.freshDatabase(names);
    const port = String(await freePort());
    env = {
      ...Object.fromEntries(names.map((name) => [databaseSettingOf(name), urls[name]])),
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'warn',
      SEALING_KEYS: await sealingKeysOf(directory),
      IDENTITY_KEYS: await identityKeysOf(directory),
    };
    await runApp('hub', { env, args: ['migrate'] });
  });
  beforeEach(async () => {
    hub = await startAppProcess('hub', { env, timeoutMs: 90_000 });
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('stops in order while PostgreSQL is gone', async () => {
    await postgres.kill();
    expect(await hub.stop()).toBe(0);
    expect(hub.output()).not.toContain('Not everything stopped');
    await postgres.start();
  });

  it('ends all the same, and says so, while PostgreSQL hangs and answers nobody', async () => {
    const processes = processesOf(postgres);
    expect(processes.length).toBeGreaterThan(5);
    for (const pid of processes) process.kill(pid, 'SIGSTOP');
    try {
      expect(await hub.stop()).toBe(1);
      expect(hub.output()).toContain('Not everything stopped within 10 s');
    } finally {
      for (const pid of processes) process.kill(pid, 'SIGCONT');
    }
  });
});
