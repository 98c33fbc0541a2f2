import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { eventually } from '#libs/testing';
import { RecordRefusedError } from '#libs/messaging';
import { bareTables, firstOccurrences, gate, takingBus, type BareTables } from './builders/bare-tables';
import { countTo } from './builders/bus-world';
import { referralAccepted, referralWithdrawn } from './builders/events';

Logger.overrideLogger(false);

describe('The outbox and its relay', () => {
  let tables: BareTables;
  beforeEach(async () => {
    tables = await bareTables();
  });
  afterEach(() => tables.close());

  const publish = (subject: string, pauseMs = 0): Promise<void> =>
    tables.transaction.run(async () => {
      await tables.outbox.add(referralWithdrawn(subject));
      if (pauseMs > 0) await sleep(pauseMs);
    });
  const rows = async (): Promise<number> => {
    const [row] = await tables.transaction.read<{ count: number }>(`SELECT count(*)::int AS count FROM outbox`);
    return row?.count ?? -1;
  };

  it('lose nothing and keep every subject in order, without gaps, when 16 writers commit at random times', async () => {
    const bus = takingBus();
    tables.relay(bus).start();
    const subjects = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let round = 0; round < 40; round += 1) {
          const subject = subjects[Math.floor(Math.random() * subjects.length)] ?? '';
          const given = publish(subject, Math.random() * 6);
          await (Math.random() < 0.2 ? given.then(() => roll(subject)) : given);
        }
      }),
    );
    await eventually(async () => expect(await rows()).toBe(0));
    expect(bus.taken).toHaveLength(640);
    const inOrder = firstOccurrences(bus.taken);
    for (const sequences of inOrder.values()) expect(sequences).toEqual(countTo(sequences.length));
  });

  // A transaction that rolls back takes its number with it: the next one gets the same.
  const roll = (subject: string): Promise<void> =>
    tables.transaction
      .run(async () => {
        await tables.outbox.add(referralWithdrawn(subject));
        throw new Error('rolled back');
      })
      .catch(() => undefined);

  it.each([
    ['NUL', 'Ada\0'],
    ['half of a surrogate pair', 'Ada \ud83d'],
  ])('refuse an event whose text no consumer could store, at its door and with all that was done for it: %s', async (_what, text) => {
    for (const event of [
      Object.assign(referralAccepted(), { senderName: text }),
      Object.assign(referralAccepted(), { person: { name: { given: ['Ada'], text } } }),
      Object.assign(referralAccepted(), { person: { name: { given: ['Ada', text], text: 'Ada Okafor' } } }),
    ]) {
      const adding = tables.transaction.run(async () => {
        await tables.outbox.add(referralWithdrawn(event.referralId));
        await tables.outbox.add(event);
      });
      await expect(adding).rejects.toMatchObject({ status: 400, code: 'EVENT.TEXT_NOT_STORABLE' });
    }
    expect(await rows()).toBe(0);
  });

  it('give the second writer of a subject the later position, since it waits for the first before it draws one', async () => {
    const subject = randomUUID();
    const [added, finish] = [gate(), gate()];
    const first = tables.transaction.run(async () => {
      await tables.outbox.add(referralWithdrawn(subject));
      added.open();
      await finish.opened;
    });
    await added.opened;
    let done = false;
    const second = publish(subject).then(() => (done = true));
    await publish(randomUUID());
    await sleep(100);
    expect(done).toBe(false);
    finish.open();
    await Promise.all([first, second]);
    const found = await tables.transaction.read<{ sequence: string }>(`SELECT sequence FROM outbox WHERE subject = $1 ORDER BY position`, [
      subject,
    ]);
    expect(found.map(({ sequence }) => Number(sequence))).toEqual([1, 2]);
  });

  it('let events wait, and intake go on, while the bus refuses; then all leave in order', async () => {
    let down = true;
    const bus = takingBus(() => {
      if (down) throw new Error('no broker');
    });
    const relay = tables.relay(bus);
    relay.start();
    const subject = randomUUID();
    for (let n = 0; n < 5; n += 1) await publish(subject);
    await eventually(() => expect(relay.trouble).toBe('no broker'));
    expect(await rows()).toBe(5);
    down = false;
    await eventually(async () => expect(await rows()).toBe(0));
    expect(relay.trouble).toBeUndefined();
    expect(firstOccurrences(bus.taken).get(subject)).toEqual(countTo(5));
  });

  it('set a record that is refused for good aside with its subject, visibly, and the others go on', async () => {
    const [bad, good] = [randomUUID(), randomUUID()];
    const bus = takingBus((records) => {
      if (records.some(({ key, headers }) => key === bad && headers.ce_sequence === '2')) throw new RecordRefusedError('MESSAGE_TOO_LARGE');
    });
    for (const subject of [bad, good, bad, good, bad]) await publish(subject);
    tables.relay(bus).start();
    await eventually(() => expect(firstOccurrences(bus.taken).get(good)).toEqual([1, 2]));
    await publish(bad);
    await publish(good);
    await eventually(() => expect(firstOccurrences(bus.taken).get(good)).toEqual([1, 2, 3]));
    expect(firstOccurrences(bus.taken).get(bad)).toEqual([1]);
    const left = await tables.transaction.read<{ sequence: string; refusal: string | null }>(
      `SELECT sequence, refusal FROM outbox ORDER BY position`,
    );
    expect(left).toEqual([
      { sequence: '2', refusal: 'MESSAGE_TOO_LARGE' },
      { sequence: '3', refusal: null },
      { sequence: '4', refusal: null },
    ]);
  });

  it('go on within five seconds under another relay when the leader dies with a send in flight; what doubles is never out of order', async () => {
    const subject = randomUUID();
    const [sending, finish] = [gate(), gate()];
    const log = takingBus();
    let stuck = true;
    const slow = takingBus(async (records) => {
      if (stuck) {
        stuck = false;
        sending.open();
        await finish.opened;
      }
      log.taken.push(...records);
    });
    for (let n = 0; n < 3; n += 1) await publish(subject);
    const leader = tables.relay(slow, 'leader');
    leader.start();
    await sending.opened;
    const successor = tables.relay(log, 'successor');
    successor.start();
    await sleep(1200);
    expect([leader.leads, successor.leads]).toEqual([true, false]);
    const died = Date.now();
    await tables.cut('leader');
    await eventually(() => expect(log.taken).toHaveLength(3));
    expect(Date.now() - died).toBeLessThan(5000);
    await publish(subject);
    await eventually(() => expect(firstOccurrences(log.taken).get(subject)).toEqual(countTo(4)));
    finish.open(); // the old leader's send arrives late
    await eventually(() => expect(log.taken.length).toBeGreaterThanOrEqual(7));
    await eventually(async () => expect(await rows()).toBe(0));
    expect(firstOccurrences(log.taken).get(subject)).toEqual(countTo(4));
    expect(leader.leads && successor.leads).toBe(false);
  });

  it('clear up behind themselves when many events have left, so that reading the next ones stays as cheap', async () => {
    await tables.transaction.read(
      `INSERT INTO outbox (position, topic, subject, sequence, headers, value)
       SELECT nextval('outbox_position'), 'referral-intake.referral.v1', n::text, 1, '{}', '{}' FROM generate_series(1, 10100) n`,
    );
    tables.relay(takingBus()).start();
    await eventually(async () => expect(await rows()).toBe(0));
    await eventually(async () => {
      const [found] = await tables.transaction.read<{ vacuum_count: string }>(
        `SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'outbox'`,
      );
      expect(Number(found?.vacuum_count)).toBe(1);
    });
  });
});
