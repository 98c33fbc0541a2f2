import { setTimeout as delay } from 'node:timers/promises';
import type { FaultWorld } from './fault-world';
import type { Kill } from './recovery.rules';
import type { RunSize } from './sizes';
import type { SupervisedProcess } from './supervised-process';

const POSTGRES_BACK_WITHIN_MS = 180_000;

interface Fault {
  readonly what: string;
  /** Kills; resolves when what was killed is being started again. `killed` is called right before. */
  strike(world: FaultWorld, killed: () => void): Promise<void>;
}

const LEADER = `
  SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = (hashtext('outbox relay')::bigint & 4294967295)
    AND l.objid::bigint = (hashtext($1)::bigint & 4294967295)`;

/** Each kind once; with two of each the second leader and consumer are another service's. */
function faultsOf(killsEach: number): Fault[] {
  const rounds = [
    [relayLeader('referral-intake'), broker, consumer('caseload'), postgres],
    [relayLeader('caseload'), broker, consumer('outcomes'), postgres],
  ];
  return rounds.slice(0, killsEach).flat();
}

/** Kills one after another, at the run's pace; answers when each happened. */
export async function killInTurn(world: FaultWorld, size: RunSize, signal: AbortSignal, tell: (line: string) => void): Promise<Kill[]> {
  const kills: Kill[] = [];
  const start = Date.now();
  for (const [index, fault] of faultsOf(size.killsEach).entries()) {
    const due = start + size.firstKillMs + index * size.killEveryMs;
    await delay(Math.max(0, due - Date.now()), undefined, { signal });
    await fault.strike(world, () => {
      kills.push({ what: fault.what, at: Date.now() });
      tell(`kill -9: ${fault.what}`);
    });
  }
  return kills;
}

function relayLeader(service: string): Fault {
  return {
    what: `relay's leader of ${service}`,
    strike: async (world, killed) => {
      const leader = await leaderOf(world, service);
      if (!leader) throw new Error(`No process of ${service} leads its relay`);
      killed();
      await leader.kill();
    },
  };
}

/** One that does not lead the relay, so that this is another fault; where there is only one, that one, and nobody reads meanwhile. */
function consumer(service: string): Fault {
  return {
    what: `consumer of ${service}`,
    strike: async (world, killed) => {
      const leader = await leaderOf(world, service);
      const victim = world.processes.find((process) => process.service === service && process !== leader) ?? leader;
      if (!victim) throw new Error(`No process of ${service} runs`);
      killed();
      await victim.kill();
    },
  };
}

const broker: Fault = {
  what: 'broker',
  strike: async ({ kafka }, killed) => {
    killed();
    await kafka.kill();
    await kafka.restart();
  },
};

const postgres: Fault = {
  what: 'PostgreSQL',
  strike: async (world, killed) => {
    killed();
    await world.postgres.kill();
    // It refuses to start while a process of the killed one is still ending.
    const deadline = Date.now() + POSTGRES_BACK_WITHIN_MS;
    for (;;) {
      try {
        await world.postgres.start();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(200);
      }
    }
  },
};

/** The process whose connection holds the relay's lock; none for a moment after the one before has died. */
async function leaderOf(world: FaultWorld, service: string): Promise<SupervisedProcess | undefined> {
  const schema = service.replaceAll('-', '_');
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const [leader] = await world.query<{ name: string }>(service, LEADER, [schema]).catch(() => []); // PostgreSQL may just be coming back
    const process = world.processes.find(({ name }) => name === leader?.name);
    if (process) return process;
    await delay(200);
  }
  return undefined;
}
