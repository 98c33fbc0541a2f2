import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Clock, dataSourceOptions, migrate, Transaction } from '#libs/platform';
import { eventually, freshDatabase, type FreshDatabase } from '#libs/testing';
import { caseloadDatabase } from '../src/data-source';
import { TimerRepository } from '../src/timers/timer.repository';
import { TimerService, type TimerHandler } from '../src/timers/timer.service';
import { TimerWorker } from '../src/timers/timer.worker';

/** The timers of one process. */
interface Instance {
  readonly transaction: Transaction;
  readonly timers: TimerService;
  readonly repository: TimerRepository;
  start(): void;
  stop(): Promise<void>;
}

describe('timers', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;
  const running: Instance[] = [];

  beforeAll(async () => {
    database = await freshDatabase(['caseload']);
    const url = database.urls.caseload ?? '';
    await migrate(caseloadDatabase, url);
    dataSource = await new DataSource(dataSourceOptions(caseloadDatabase, url, 12)).initialize();
    await dataSource.query(`CREATE TABLE fired (subject_id text NOT NULL, instance integer NOT NULL)`);
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((instance) => instance.stop()));
    await dataSource.query(`TRUNCATE timer, fired`);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  it('fire once each when three instances look for them at the same time', async () => {
    const setter = instance(0);
    const subjects = Array.from({ length: 200 }, () => randomUUID());
    await setter.transaction.run(async () => {
      for (const subject of subjects) await setter.timers.set('ring', subject, ago(1000));
    });
    for (const one of [instance(1), instance(2), instance(3)]) one.start();
    await eventually(async () => {
      expect(await left()).toBe(0);
    });
    expect((await fired()).sort()).toEqual(subjects.sort());
  });

  it('fire when their time comes, and wake the worker for it', async () => {
    const one = instance(1);
    one.start();
    await one.transaction.run(() => one.timers.set('ring', 'soon', new Date(Date.now() + 150)));
    await one.transaction.run(() => one.timers.set('ring', 'later', new Date(Date.now() + 3_600_000)));
    expect(await fired()).toEqual([]);
    await eventually(
      async () => {
        expect(await fired()).toEqual(['soon']);
      },
      { timeoutMs: 3000 },
    );
    expect(await left()).toBe(1);
  });

  it('outlive the process that set them', async () => {
    const first = instance(1);
    first.start();
    await first.stop();
    await first.transaction.run(() => first.timers.set('ring', 'kept', ago(1)));
    instance(2).start();
    await eventually(async () => {
      expect(await fired()).toEqual(['kept']);
    });
  });

  it('are not set by a transaction that rolls back, and not fired once cleared or moved', async () => {
    const one = instance(1);
    const lost = one.transaction.run(async () => {
      await one.timers.set('ring', 'never', ago(1));
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    await one.transaction.run(async () => {
      await one.timers.keep('case', [
        { kind: 'ring', dueAt: ago(10) },
        { kind: 'other', dueAt: ago(10) },
      ]);
      await one.timers.keep('case', [
        { kind: 'ring', dueAt: null },
        { kind: 'other', dueAt: new Date(Date.now() + 3_600_000) },
      ]);
      await one.timers.set('ring', 'marker', ago(1));
    });
    one.start();
    await eventually(async () => {
      expect(await fired()).toEqual(['marker']);
    });
    expect(await left()).toBe(1);
  });

  it('come again later, with the reason on record, when their work failed, and what it did is undone', async () => {
    let failures = 1;
    const one = instance(1, async (write) => {
      await write();
      if (failures-- > 0) throw new Error('the scheme is not known yet');
    });
    await one.transaction.run(() => one.timers.set('ring', 'stubborn', ago(1)));
    one.start();
    await eventually(async () => {
      expect(await one.repository.failing(10)).toMatchObject([
        { subjectId: 'stubborn', attempts: 1, lastError: 'Error: the scheme is not known yet' },
      ]);
    });
    expect(await fired()).toEqual([]);
    await eventually(async () => {
      expect(await fired()).toEqual(['stubborn']);
    });
  });

  it('keep their failures when they are set to what they were set to already, and are new when they are moved', async () => {
    const one = instance(1, () => Promise.reject(new Error('the scheme is not known yet')));
    const dueAt = ago(1);
    await one.transaction.run(() => one.timers.set('ring', 'stubborn', dueAt));
    one.start();
    await eventually(async () => expect(await one.repository.failing(10)).toHaveLength(1));
    await one.stop();
    const [failed] = await one.repository.failing(10);
    await one.transaction.run(() => one.timers.set('ring', 'stubborn', dueAt));
    expect(await one.repository.failing(10)).toEqual([failed]);
    await one.transaction.run(() => one.timers.set('ring', 'stubborn', new Date(dueAt.getTime() + 3_600_000)));
    expect(await one.repository.failing(10)).toEqual([]);
    expect(await left()).toBe(1);
  });

  it('can be set anew by their own work', async () => {
    const one = instance(1, async (write, { dueAt }) => {
      await write();
      await one.timers.set('ring', 'again', new Date(dueAt.getTime() + 3_600_000));
    });
    await one.transaction.run(() => one.timers.set('ring', 'again', ago(1)));
    one.start();
    await eventually(async () => {
      expect(await fired()).toEqual(['again']);
    });
    await eventually(async () => {
      expect(await dataSource.query(`SELECT 1 FROM timer WHERE due_at > now() AND claim IS NULL`)).toHaveLength(1);
    });
  });

  it('go once when their own work clears them', async () => {
    const one = instance(1, async (write) => {
      await write();
      await one.timers.clear('ring', 'cleared');
    });
    await one.transaction.run(() => one.timers.set('ring', 'cleared', ago(1)));
    one.start();
    await eventually(async () => {
      expect(await left()).toBe(0);
    });
    expect(await fired()).toEqual(['cleared']);
  });

  it('do nothing when the instance that had them was so slow that another took over', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = instance(1, async (write) => {
      await write();
      await held;
    });
    await slow.transaction.run(() => slow.timers.set('ring', 'contested', ago(1)));
    slow.start();
    await eventually(async () => {
      expect(await dataSource.query(`SELECT 1 FROM timer WHERE claim IS NOT NULL`)).toHaveLength(1);
    });
    // Its lease is over: as if a minute had passed.
    await dataSource.query(`UPDATE timer SET next_try_at = now()`);
    instance(2).start();
    await eventually(async () => {
      expect(await fired()).toEqual(['contested']);
    });
    release();
    await slow.stop();
    expect(await fired()).toEqual(['contested']);
  });

  it('are not even begun by an instance that was late, when they have been cleared or taken meanwhile', async () => {
    const one = instance(1);
    let begun = 0;
    const work = () => Promise.resolve().then(() => void (begun += 1));
    await one.transaction.run(async () => {
      for (const subject of ['cleared', 'taken']) await one.timers.set('ring', subject, ago(1000));
    });
    const claim = randomUUID();
    const held = await one.repository.claim(claim, new Date(), -1, 10);
    expect(held).toHaveLength(2);
    await one.transaction.run(() => one.timers.clear('ring', 'cleared'));
    expect(await one.repository.claim(randomUUID(), new Date(), 60_000, 10)).toHaveLength(1);
    for (const timer of held) await one.repository.fire(timer, claim, work);
    expect(begun).toBe(0);
    expect(await left()).toBe(1);
  });

  function instance(
    number: number,
    work: (write: () => Promise<void>, timer: Parameters<TimerHandler>[0]) => Promise<void> = (write) => write(),
  ): Instance {
    const transaction = new Transaction(dataSource);
    const repository = new TimerRepository(transaction);
    const timers = new TimerService(transaction, repository);
    const worker = new TimerWorker(repository, timers, new Clock());
    timers.on('ring', async (timer) => {
      const write = async (): Promise<void> => {
        await transaction.query(`INSERT INTO fired VALUES ($1, $2)`, [timer.subjectId, number]);
      };
      await work(write, timer);
    });
    const made = {
      transaction,
      timers,
      repository,
      start: () => {
        worker.onApplicationBootstrap();
      },
      stop: () => worker.onModuleDestroy(),
    };
    running.push(made);
    return made;
  }

  async function fired(): Promise<string[]> {
    const rows = await dataSource.query<{ subject_id: string }[]>(`SELECT subject_id FROM fired`);
    return rows.map(({ subject_id }) => subject_id);
  }

  async function left(): Promise<number> {
    return (await dataSource.query<object[]>(`SELECT 1 FROM timer`)).length;
  }
});

function ago(ms: number): Date {
  return new Date(Date.now() - ms);
}
