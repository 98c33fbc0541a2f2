import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Registry } from 'prom-client';
import { DomainError } from '#libs/contracts';
import { Settings, Tracer } from '#libs/platform';
import { MessagingConfig } from '#libs/messaging';
import { eventually } from '#libs/testing';
import { MessagingMetrics } from '../src/messaging-metrics';
import type { Verdict } from '../src/parking/verdict';
import { Handlers } from '../src/transport/handlers';
import { InboxProcessor } from '../src/transport/inbox-processor';
import type { Message } from '../src/transport/message';
import { bareTables, gate, type BareTables } from './builders/bare-tables';

Logger.overrideLogger(false);
const TYPE = 'org.social-prescribing-hub.referral.withdrawn.v1';
const DEAD: Verdict = { state: 'dead', afterMs: 0, code: 'X', reason: 'x', problems: [] };

class RefusedError extends DomainError {
  readonly code = 'X';
  readonly status = 409;
}

describe('At the dangerous point', () => {
  let tables: BareTables;
  beforeAll(async () => {
    tables = await bareTables();
  });
  afterAll(() => tables.close());

  const messageOf = (subject: string, id: string = randomUUID()): Message => {
    const topic = 'referral-intake.referral.v1';
    const record = { topic, partition: 0, offset: '0', key: subject, headers: {}, value: Buffer.from('{}') };
    const context = {
      id,
      type: TYPE,
      source: 'referral-intake',
      time: new Date().toISOString(),
      topic,
      subject,
      sequence: 1,
      correlationId: id,
    };
    return { record, context, eventClass: Object, event: {}, unknownType: false };
  };
  const processor = (handle: () => Promise<void> | void): InboxProcessor => {
    const handlers = new Handlers();
    handlers.add(TYPE, handle);
    const config = Settings.read([MessagingConfig], [], {}).get(MessagingConfig);
    return new InboxProcessor(tables, handlers, config, new MessagingMetrics(new Registry(), 'caseload'), () => undefined);
  };
  const effect = (subject: string, by: string): Promise<unknown> =>
    tables.transaction.query(`INSERT INTO effect (subject, by) VALUES ($1, $2)`, [subject, by]);
  const effects = (subject: string): Promise<{ by: string }[]> =>
    tables.transaction.read(`SELECT by FROM effect WHERE subject = $1 ORDER BY id`, [subject]);
  const parked = (subject: string): Promise<{ messages: number }[]> =>
    tables.transaction.read(
      `SELECT (SELECT count(*)::int FROM parked_message m WHERE m.subject = p.subject) AS messages FROM parked_subject p WHERE subject = $1`,
      [subject],
    );

  it('a message that is being queued behind a parked subject is not stranded when the subject is let go at the same moment', async () => {
    const subject = randomUUID();
    const message = messageOf(subject);
    const line = { topic: message.context.topic, subject, attempts: 0, ageMs: 0 };
    await tables.transaction.run(() => tables.parking.park(message, DEAD));
    const [seen, finish] = [gate(), gate()];
    const live = tables.transaction.run(async () => {
      expect((await tables.parking.holding([message])).size).toBe(1);
      seen.open();
      await finish.opened;
      await tables.parking.append(message);
    });
    await seen.opened;
    let answered = false;
    const letGo = tables.parking.unpark(line).finally(() => (answered = true));
    await sleep(100);
    expect(answered).toBe(false);
    finish.open();
    await live;
    expect(await letGo).toBe(false);
    expect(await parked(subject)).toEqual([{ messages: 1 }]);
    const head = await tables.parking.head(line);
    await tables.transaction.run(() => tables.parking.take(head?.id ?? ''));
    expect(await tables.parking.unpark(line)).toBe(true);
    expect(await parked(subject)).toEqual([]);
  });

  it('a member that no longer owns the partition parks nothing when the owner handles the event meanwhile', async () => {
    const subject = randomUUID();
    const message = messageOf(subject);
    const owner = processor(async () => {
      await sleep(200);
      await effect(subject, 'owner');
    });
    const failing = gate();
    const waitedFor = async () => {
      const blocked = `SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`;
      expect(await tables.transaction.query(blocked, [])).not.toEqual([]);
    };
    let calls = 0;
    const zombie = processor(async () => {
      calls += 1;
      if (calls === 2) {
        failing.open();
        await eventually(waitedFor);
      }
      throw new RefusedError('no');
    });
    const lost = zombie.process([message]);
    await failing.opened;
    await owner.process([message]); // waits at the inbox until the zombie has rolled back, and is first then
    await lost;
    expect(await effects(subject)).toEqual([{ by: 'owner' }]);
    expect(await parked(subject)).toEqual([]);
  });

  it('two members that both believe they own the partition handle an event once', async () => {
    const subject = randomUUID();
    const message = messageOf(subject);
    const member = (by: string): Promise<void> =>
      processor(async () => {
        await sleep(50);
        await effect(subject, by);
      }).process([message]);
    await Promise.all([member('one'), member('other'), member('third')]);
    expect(await effects(subject)).toHaveLength(1);
  });

  it.each([
    ['one after another', new Set<string>()],
    ['side by side, as their handlers keep to their subjects', new Set([TYPE])],
  ])(
    'a batch of subjects handled %s, some of them poisoned, has every other effect once and in order; the poisoned wait',
    async (_how, apart) => {
      const good = [randomUUID(), randomUUID(), randomUUID()];
      const [refused, broken] = [randomUUID(), randomUUID()];
      const messages = Array.from({ length: 40 }, (_, index) => messageOf([...good, refused, broken][index % 5] as string));
      const numbers = new Map(messages.map(({ context }, index) => [context.id, index]));
      const made = new Handlers('caseload', new Tracer(), apart);
      made.add(TYPE, async (_event, { subject, id }) => {
        if (subject === refused) throw new RefusedError('no');
        if (subject === broken) await tables.transaction.query(`INSERT INTO effect (id) VALUES ('no number')`);
        await effect(subject, String(numbers.get(id)));
      });
      const config = Settings.read([MessagingConfig], [], {}).get(MessagingConfig);
      const one = new InboxProcessor(tables, made, config, new MessagingMetrics(new Registry(), 'caseload'), () => undefined);
      for (const times of ['once', 'and again']) {
        await one.process(messages);
        for (const [place, subject] of good.entries()) {
          const expected = messages.flatMap((_message, index) => (index % 5 === place ? [index] : []));
          expect([times, (await effects(subject)).map(({ by }) => Number(by))]).toEqual([times, expected]);
        }
        for (const subject of [refused, broken]) expect(await parked(subject)).toEqual([{ messages: 8 }]);
      }
    },
  );

  it('two retriers never handle the same head', async () => {
    const subject = randomUUID();
    const message = messageOf(subject);
    await tables.transaction.run(async () => {
      await tables.parking.park(message, DEAD);
      await tables.parking.append(message);
    });
    const head = await tables.parking.head({ topic: message.context.topic, subject, attempts: 0, ageMs: 0 });
    const take = (): Promise<boolean> =>
      tables.transaction.run(async () => {
        const mine = await tables.parking.take(head?.id ?? '');
        await sleep(50);
        return mine;
      });
    expect((await Promise.all([take(), take()])).filter(Boolean)).toHaveLength(1);
  });
});
