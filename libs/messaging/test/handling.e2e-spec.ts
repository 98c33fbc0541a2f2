import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, NotYetKnownError, ReferralAccepted, ReferralWithdrawn, TOPICS } from '#libs/contracts';
import { RequestContext, type RunningProcess } from '#libs/platform';
import { describeWithKafka, eventually, startOwnKafka, type OwnKafka } from '#libs/testing';
import { EmbeddedBus, type Bus } from '#libs/messaging';
import { INBOX_DAYS } from '../src/inbox/inbox-retention';
import { gate } from './builders/bare-tables';
import { kafkaBus } from './builders/bus-world';
import { recordOf, referralAccepted, referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, sealingKeys, type SampleOptions, type SampleWorld } from './builders/sample-service';

class TooLateError extends DomainError {
  readonly code = 'CASE.TOO_LATE';
  readonly status = 409;
}

const QUICK = {
  MESSAGE_RETRY_FIRST_MS: '20',
  MESSAGE_RETRY_LONGEST_MS: '100',
  MESSAGE_UNKNOWN_RETRY_FIRST_MS: '20',
  MESSAGE_ATTEMPTS_IN_PLACE: '2',
};

describe('Messages from one service to another, on the embedded bus', () => {
  handling(
    () => Promise.resolve({}),
    ({ database }) => new EmbeddedBus(database.urls.bus ?? '', 500),
  );
});
describeWithKafka('Messages from one service to another, over Kafka', () => {
  let kafka: OwnKafka | null;
  handling(
    async () => {
      kafka = await startOwnKafka();
      return { KAFKA_BROKERS: kafka?.brokers };
    },
    () => kafkaBus(kafka?.brokers),
  );
  afterAll(() => kafka?.stop());
});

function handling(environment: () => Promise<NodeJS.ProcessEnv>, open: (world: SampleWorld) => Bus): void {
  let env: NodeJS.ProcessEnv;
  let world: SampleWorld;
  let running: RunningProcess;
  let byHand: Bus;
  const intake: SampleOptions = { name: 'referral-intake' };
  const caseload: SampleOptions = { name: 'caseload', handles: [ReferralAccepted, ReferralWithdrawn], opensSealed: true };

  beforeAll(async () => {
    env = { ...QUICK, ...(await environment()) };
    world = await sampleWorld(['referral-intake', 'caseload'], env);
    running = await world.start([intake, caseload]);
    byHand = open(world);
  });
  afterAll(async () => {
    await byHand.close();
    await world.close();
  });
  beforeEach(() => {
    caseload.behaviour = undefined;
  });

  const effectsOf = async (subject: string) => (await doorsOf(caseload).effects()).filter((effect) => effect.subject === subject);
  const parked = (subject: string) =>
    doorsOf(caseload).transaction.read<{ state: string; error_code: string; attempts: number; messages: number }>(
      `SELECT state, error_code, attempts, (SELECT count(*)::int FROM parked_message m WHERE m.subject = p.subject) AS messages FROM parked_subject p WHERE subject = $1`,
      [subject],
    );

  it('arrive once, in order, with personal data and the correlation id, when their transaction has committed', async () => {
    const referralId = randomUUID();
    const seen: object[] = [];
    caseload.behaviour = (event, { subject }) => subject === referralId && seen.push(event);
    await RequestContext.run({ requestId: 'r', correlationId: 'from-the-practice' }, () =>
      doorsOf(intake).publish(referralAccepted(referralId), referralWithdrawn(referralId)),
    );
    const effects = await eventually(async () => {
      const found = await effectsOf(referralId);
      expect(found).toHaveLength(2);
      return found;
    });
    expect(effects.map(({ sequence, correlation_id: correlation }) => [sequence, correlation])).toEqual([
      [1, 'from-the-practice'],
      [2, 'from-the-practice'],
    ]);
    expect(seen[0]).toBeInstanceOf(ReferralAccepted);
    expect((seen[0] as ReferralAccepted).person?.name.text).toBe('Ada Okafor');
    await eventually(async () => expect(await doorsOf(intake).count('outbox')).toBe(0));
  });

  it('do not leave when their transaction rolls back', async () => {
    const referralId = randomUUID();
    const { transaction, outbox } = doorsOf(intake);
    const work = transaction.run(async () => {
      await outbox.add(referralAccepted(referralId));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await doorsOf(intake).count('outbox')).toBe(0);
  });

  it('are refused at the door when they break their contract', async () => {
    const broken = Object.assign(referralAccepted(), { priority: 'whenever' });
    await expect(doorsOf(intake).publish(broken)).rejects.toThrow('referral.accepted.v1 breaks its contract: /priority');
  });

  it('are refused at the door when they belong to another service or are too large', async () => {
    await expect(doorsOf(caseload).publish(referralAccepted())).rejects.toThrow('caseload may not publish');
    const large = Object.assign(referralAccepted(), { needs: Array<string>(120_000).fill('loneliness') });
    await expect(doorsOf(intake).publish(large)).rejects.toThrow('too large');
  });

  it('are dead at once, with the later ones of their referral behind them, when the handler refuses; others go on', async () => {
    const [poisoned, other] = [randomUUID(), randomUUID()];
    caseload.behaviour = (_event, { subject }) => {
      if (subject === poisoned) throw new TooLateError('too late');
    };
    await doorsOf(intake).publish(
      referralAccepted(poisoned),
      referralAccepted(other),
      referralWithdrawn(poisoned),
      referralWithdrawn(other),
    );
    await eventually(async () => {
      expect(await effectsOf(other)).toHaveLength(2);
      expect(await parked(poisoned)).toEqual([{ state: 'dead', error_code: 'CASE.TOO_LATE', attempts: 0, messages: 2 }]);
    });
    expect(await effectsOf(poisoned)).toHaveLength(0);
  });

  it('are tried again, and followed by the rest of their referral in order, when the failure passes', async () => {
    const referralId = randomUUID();
    let failing = true;
    caseload.behaviour = (_event, { subject }) => {
      if (failing && subject === referralId) throw new Error('the printer "Ada Okafor" is on fire');
    };
    await doorsOf(intake).publish(referralAccepted(referralId), referralWithdrawn(referralId));
    await eventually(async () => expect(await parked(referralId)).toMatchObject([{ state: 'waiting', error_code: 'Error', messages: 2 }]));
    const [row] = await doorsOf(caseload).transaction.read<{ reason: string }>(`SELECT reason FROM parked_subject WHERE subject = $1`, [
      referralId,
    ]);
    expect(row?.reason).toBe('the printer "…" is on fire');
    failing = false;
    await eventually(async () => expect((await effectsOf(referralId)).map(({ sequence }) => sequence)).toEqual([1, 2]));
    await eventually(async () => expect(await parked(referralId)).toEqual([]));
    await doorsOf(intake).publish(referralWithdrawn(referralId));
    await eventually(async () => expect(await effectsOf(referralId)).toHaveLength(3));
  });

  it('wait for what another topic has not told of yet', async () => {
    const referralId = randomUUID();
    let known = false;
    caseload.behaviour = (_event, { subject }) => {
      if (!known && subject === referralId) throw new NotYetKnownError('the scheme');
    };
    await doorsOf(intake).publish(referralAccepted(referralId));
    await eventually(async () => expect(await parked(referralId)).toMatchObject([{ state: 'waiting', error_code: 'NOT_YET_KNOWN' }]));
    known = true;
    await eventually(async () => expect(await effectsOf(referralId)).toHaveLength(1));
  });

  it('are handled once when the bus gives them twice', async () => {
    const referralId = randomUUID();
    const [first, second] = [recordOf(referralWithdrawn(referralId)), recordOf(referralWithdrawn(referralId), { sequence: 2 })];
    await byHand.append(TOPICS.referral, [first, first]);
    await byHand.append(TOPICS.referral, [first, second, second]);
    await eventually(async () => expect((await effectsOf(referralId)).map(({ sequence }) => sequence)).toEqual([1, 2]));
    await doorsOf(intake).publish(referralWithdrawn(referralId));
    await eventually(async () => expect(await effectsOf(referralId)).toHaveLength(3));
  });

  it('are dead with the list of what is wrong when they break their contract, and skipped but recorded when nobody knows their type', async () => {
    const [broken, strange, other] = [randomUUID(), randomUUID(), randomUUID()];
    const body = (data: object): Buffer => Buffer.from(JSON.stringify(data));
    await byHand.append(TOPICS.referral, [
      { ...recordOf(referralWithdrawn(broken)), value: body({ referralId: broken, status: 'bogus', withdrawnAt: 'yesterday' }) },
      recordOf(referralWithdrawn(strange), { id: strange, type: 'referral.vanished.v9' }),
      { key: other, headers: {}, value: Buffer.from('no json') },
      recordOf(referralWithdrawn(other)),
    ]);
    const { transaction } = doorsOf(caseload);
    await eventually(async () => expect(await parked(broken)).toMatchObject([{ state: 'dead', error_code: 'MESSAGE.UNREADABLE' }]));
    const [row] = await transaction.read<{ problems: { pointer: string }[] }>(`SELECT problems FROM parked_subject WHERE subject = $1`, [
      broken,
    ]);
    expect(row?.problems.map(({ pointer }) => pointer)).toEqual(['/status', '/withdrawnAt']);
    await eventually(async () => expect(await parked(other)).toMatchObject([{ state: 'dead', messages: 2 }]));
    await eventually(async () => {
      expect(await transaction.read(`SELECT outcome FROM inbox WHERE event_id = $1`, [strange])).toEqual([{ outcome: 'unknown-type' }]);
    });
  });

  it('are dead when they come so late that the inbox may have forgotten them, as after an offset reset, and handled when put back', async () => {
    const referralId = randomUUID();
    const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    const handled = recordOf(referralWithdrawn(referralId), { time: daysAgo(INBOX_DAYS - 1) });
    await byHand.append(TOPICS.referral, [handled]);
    await eventually(async () => expect(await effectsOf(referralId)).toHaveLength(1));
    // Forgotten, and given again from the beginning of the topic.
    const { transaction } = doorsOf(caseload);
    await transaction.run(() => transaction.query(`DELETE FROM inbox WHERE event_id = $1`, [handled.headers.ce_id]));
    const late = { ...handled, headers: { ...handled.headers, ce_time: daysAgo(INBOX_DAYS + 1) } };
    await byHand.append(TOPICS.referral, [late]);
    await eventually(async () =>
      expect(await parked(referralId)).toMatchObject([{ state: 'dead', error_code: 'MESSAGE.OLDER_THAN_INBOX' }]),
    );
    expect(await effectsOf(referralId)).toHaveLength(1);
    await transaction.run(() =>
      transaction.query(`UPDATE parked_subject SET state = 'waiting', next_attempt_at = now() WHERE subject = $1`, [referralId]),
    );
    await eventually(async () => expect(await effectsOf(referralId)).toHaveLength(2));
  });

  it('are all handled around a poisoned one in the middle of their partition, whose referral alone waits', async () => {
    const subjects = Array.from({ length: 30 }, () => randomUUID());
    const poisoned = subjects[15] ?? '';
    caseload.behaviour = (_event, { subject, sequence }) => {
      if (subject === poisoned && sequence === 2) throw new TooLateError('too late');
    };
    const rounds = [1, 2, 3].flatMap((sequence) => subjects.map((subject) => recordOf(referralWithdrawn(subject), { sequence })));
    await byHand.append(TOPICS.referral, rounds);
    await eventually(async () => expect(await parked(poisoned)).toMatchObject([{ state: 'dead', messages: 2 }]));
    for (const subject of subjects) {
      const expected = subject === poisoned ? [1] : [1, 2, 3];
      await eventually(async () => expect((await effectsOf(subject)).map(({ sequence }) => sequence)).toEqual(expected));
    }
  });

  it('never park when the database only hiccups', async () => {
    const referralId = randomUUID();
    let failures = 3;
    caseload.behaviour = async (_event, { subject }) => {
      if (subject === referralId && failures-- > 0)
        await doorsOf(caseload).transaction.query(`SELECT pg_terminate_backend(pg_backend_pid())`);
    };
    await doorsOf(intake).publish(referralAccepted(referralId));
    await eventually(async () => expect(await effectsOf(referralId)).toHaveLength(1));
    expect(await parked(referralId)).toEqual([]);
  });

  it('tell no personal data to a service without the key, and park where the key is gone', async () => {
    const referralId = randomUUID();
    const other = await sampleWorld(['referral-intake', 'outcomes', 'pipeline-monitor'], env);
    const monitor: SampleOptions = { name: 'pipeline-monitor', handles: [ReferralAccepted], everyTopic: true };
    const stranger: SampleOptions = { name: 'outcomes', handles: [ReferralAccepted], opensSealed: true };
    const sender: SampleOptions = { name: 'referral-intake' };
    try {
      let person: unknown = 'not seen';
      monitor.behaviour = (event, { subject }) => {
        if (subject === referralId) person = (event as ReferralAccepted).person;
      };
      await other.start([sender, monitor]);
      await other.start([stranger], { SEALING_KEYS: sealingKeys('another') });
      await doorsOf(sender).publish(referralAccepted(referralId));
      const told = async () => (await doorsOf(monitor).effects()).some(({ subject }) => subject === referralId);
      await eventually(async () => expect(await told()).toBe(true));
      expect(person).toBeUndefined();
      const state = () =>
        doorsOf(stranger).transaction.read<{ error_code: string; state: string }>(
          `SELECT state, error_code FROM parked_subject WHERE subject = '${referralId}'`,
        );
      await eventually(async () => expect(await state()).toEqual([{ state: 'dead', error_code: 'SEALING.KEY_GONE' }]));
    } finally {
      await other.close();
    }
  });

  it('are finished when the process stops in the middle of them; what was not begun follows in the next process, once', async () => {
    const referralId = randomUUID();
    const begun = gate();
    caseload.behaviour = async (_event, { subject }) => {
      if (subject !== referralId) return;
      begun.open();
      await sleep(300);
    };
    await doorsOf(intake).publish(...Array.from({ length: 5 }, () => referralWithdrawn(referralId)));
    await begun.opened;
    await running.close();
    await world.start([intake, caseload]);
    await eventually(async () => expect((await effectsOf(referralId)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]));
    expect(await parked(referralId)).toEqual([]);
  });
}
