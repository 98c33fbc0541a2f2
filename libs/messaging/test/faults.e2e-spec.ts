import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReferralWithdrawn } from '#libs/contracts';
import { describeWithKafka, eventually, startOwnKafka, startOwnPostgres } from '#libs/testing';
import { countTo } from './builders/bus-world';
import { referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, type SampleOptions, type SampleWorld } from './builders/sample-service';

const PATIENT = { everyMs: 200 };
const SUBJECTS = Array.from({ length: 10 }, () => randomUUID());

const intake: SampleOptions = { name: 'referral-intake' };
const caseload: SampleOptions = { name: 'caseload', handles: [ReferralWithdrawn] };

/** Publishes steadily, each event until it is accepted, while `fault` happens; then every effect must be there once and in order. */
async function survives(fault: () => Promise<void>): Promise<void> {
  let sent = 0;
  const end = new AbortController();
  const publishing = (async () => {
    while (!end.signal.aborted) {
      for (const subject of SUBJECTS) await accepted(subject);
      sent += 1;
    }
  })();
  await sleep(500);
  await fault();
  await sleep(500);
  end.abort();
  await publishing;
  const total = await doorsOf(intake).transaction.read<{ sequence: string }>(`SELECT sequence FROM outbox_subject ORDER BY sequence`);
  expect(total.every(({ sequence }) => Number(sequence) >= sent)).toBe(true);
  await eventually(async () => {
    const effects = await doorsOf(caseload).effects();
    expect(effects).toHaveLength(total.reduce((sum, { sequence }) => sum + Number(sequence), 0));
    for (const subject of SUBJECTS) {
      const mine = effects.filter((effect) => effect.subject === subject).map(({ sequence }) => sequence);
      expect(mine).toEqual(countTo(mine.length));
    }
  }, PATIENT);
  expect(await doorsOf(caseload).count('parked_subject')).toBe(0);
}

// An answer that was lost with the connection may have been a commit: the event may stand there twice, as two events.
async function accepted(subject: string): Promise<void> {
  for (;;) {
    try {
      await doorsOf(intake).publish(referralWithdrawn(subject));
      return;
    } catch {
      await sleep(100);
    }
  }
}

describe('Messages on the embedded bus, when PostgreSQL is killed and started again', () => {
  it('are all handled, once and in order, and none is parked', async () => {
    const postgres = await startOwnPostgres();
    let world: SampleWorld | undefined;
    try {
      world = await sampleWorld([intake.name, caseload.name], {}, postgres.freshDatabase);
      const { url } = await world.start([intake, caseload]);
      await survives(async () => {
        await postgres.kill();
        await sleep(3000);
        expect((await fetch(`${url}/health/ready`)).status).toBe(503);
        await postgres.start();
      });
      await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), PATIENT);
    } finally {
      await world?.close();
      await postgres.stop();
    }
  });
});

describeWithKafka('Messages over Kafka, when the broker is killed and started again', () => {
  it('are all handled, once and in order, and none is parked; intake goes on meanwhile', async () => {
    const kafka = await startOwnKafka();
    let world: SampleWorld | undefined;
    try {
      world = await sampleWorld([intake.name, caseload.name], { KAFKA_BROKERS: kafka?.brokers, KAFKA_SESSION_TIMEOUT_MS: '6000' });
      const { url } = await world.start([intake, caseload]);
      await survives(async () => {
        await kafka?.kill();
        await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(503), PATIENT);
        await doorsOf(intake).publish(referralWithdrawn(SUBJECTS[0] ?? ''));
        await kafka?.restart();
      });
      await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), PATIENT);
    } finally {
      await world?.close();
      await kafka?.stop();
    }
  });
});
