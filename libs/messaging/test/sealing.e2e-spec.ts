import { randomUUID } from 'node:crypto';
import { DomainError, ReferralAccepted, type ReferralWithdrawn } from '#libs/contracts';
import { DatabaseClient, isDatabaseUnavailable, migrate, type RunningProcess } from '#libs/platform';
import { describeWithKafka, eventually, startOwnKafka, startOwnPostgres, type OwnKafka } from '#libs/testing';
import { asSealingKeys, Keyring, keyringDatabase, Sealer } from '#libs/messaging';
import { referralAccepted } from './builders/events';
import { doorsOf, sampleWorld, SEALING_KEYS, sealingKeys, type SampleOptions, type SampleWorld } from './builders/sample-service';

class NotNowError extends DomainError {
  readonly code = 'CASE.NOT_NOW';
  readonly status = 409;
}

const QUICK = { MESSAGE_RETRY_FIRST_MS: '20', MESSAGE_RETRY_LONGEST_MS: '100', BUS_POLL_MS: '50' };

describe('Keys of persons, on the embedded bus', () => {
  sealing(() => Promise.resolve({}));
});
describeWithKafka('Keys of persons, over Kafka', () => {
  let kafka: OwnKafka | null;
  sealing(async () => {
    kafka = await startOwnKafka();
    return { KAFKA_BROKERS: kafka?.brokers };
  });
  afterAll(() => kafka?.stop());
});

/** A service that keeps the names it was told, and refuses while told to. */
function listener(name: 'caseload' | 'outcomes') {
  const told = new Map<string, string | undefined>();
  const state = { refuses: false };
  const options: SampleOptions = {
    name,
    handles: [ReferralAccepted],
    opensSealed: true,
    behaviour: (event, { subject }) => {
      if (state.refuses) throw new NotNowError('not now');
      told.set(subject, (event as ReferralAccepted | (ReferralWithdrawn & { person?: undefined })).person?.name.text);
    },
  };
  return { options, told, state };
}

function sealing(environment: () => Promise<NodeJS.ProcessEnv>): void {
  let env: NodeJS.ProcessEnv;
  let world: SampleWorld;
  beforeAll(async () => {
    env = { ...QUICK, ...(await environment()) };
  });
  beforeEach(async () => {
    world = await sampleWorld(['referral-intake', 'caseload', 'outcomes'], env);
  });
  afterEach(() => world.close());

  const intake: SampleOptions = { name: 'referral-intake' };
  const about = (personId: string | undefined, referralId: string) => Object.assign(referralAccepted(referralId), { personId });
  const parked = async (options: SampleOptions, subject: string) => {
    const rows = await doorsOf(options).transaction.read<{ state: string; error_code: string }>(
      `SELECT state, error_code FROM parked_subject WHERE subject = $1`,
      [subject],
    );
    return rows.map(({ state, error_code }) => `${state} ${error_code}`);
  };
  const sealedParked = async (options: SampleOptions, subject: string) => {
    const [row] = await doorsOf(options).transaction.read<{ event_id: string; value: Buffer }>(
      `SELECT event_id, value FROM parked_message WHERE subject = $1`,
      [subject],
    );
    const { person = '' } = JSON.parse(String(row?.value)) as { person?: string };
    const { kid } = JSON.parse(Buffer.from(person.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
    return { id: row?.event_id ?? '', person, kid };
  };
  const retryNow = (options: SampleOptions) =>
    doorsOf(options).transaction.read(`UPDATE parked_subject SET state = 'waiting', attempts = 0, next_attempt_at = clock_timestamp()`);
  const keyringOf = (process: RunningProcess) => process.app.get(Keyring, { strict: false });
  const refusal = async (work: () => unknown): Promise<unknown> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it('differ, and open nothing of a person who was erased: parked, in the log, in the outbox; others open', async () => {
    const [erased, kept, nobody] = [randomUUID(), randomUUID(), randomUUID()];
    const [person, other] = [randomUUID(), randomUUID()];
    const caseload = listener('caseload');
    caseload.state.refuses = true;
    const sender = await world.start([intake]);
    const receiver = await world.start([caseload.options]);
    await doorsOf(intake).publish(about(person, erased), about(other, kept), about(undefined, nobody));
    for (const referralId of [erased, kept, nobody])
      await eventually(async () => expect(await parked(caseload.options, referralId)).toEqual(['dead CASE.NOT_NOW']));
    const kids = await Promise.all([erased, kept, nobody].map(async (id) => (await sealedParked(caseload.options, id)).kid));
    expect(new Set(kids).size).toBe(3);
    expect(kids[2]).toBe('first');

    expect(await keyringOf(sender).erase(person)).toMatchObject({ before: false });
    // The other process had the key in hand and hears of it.
    await eventually(async () => expect(await refusal(() => keyringOf(receiver).keyOf(person))).toBe('SEALING.PERSON_ERASED'));
    caseload.state.refuses = false;
    await retryNow(caseload.options);
    await eventually(async () => expect(await parked(caseload.options, erased)).toEqual(['dead SEALING.PERSON_ERASED']));
    await eventually(() => expect([...caseload.told.keys()].sort()).toEqual([kept, nobody].sort()));
    expect(caseload.told.get(kept)).toBe('Ada Okafor');

    // A service that begins to read the log only now.
    const outcomes = listener('outcomes');
    await world.start([outcomes.options]);
    await eventually(async () => expect(await parked(outcomes.options, erased)).toEqual(['dead SEALING.PERSON_ERASED']));
    await eventually(() => expect([...outcomes.told.values()]).toEqual(['Ada Okafor', 'Ada Okafor']));

    // Nothing more is sealed for the person, under no new key either.
    expect(await refusal(() => doorsOf(intake).publish(about(person, randomUUID())))).toBe('SEALING.PERSON_ERASED');
    expect(await keyringOf(sender).erase(person)).toMatchObject({ before: true });
    const neverSeen = randomUUID();
    await keyringOf(sender).erase(neverSeen);
    expect(await refusal(() => doorsOf(intake).publish(about(neverSeen, randomUUID())))).toBe('SEALING.PERSON_ERASED');
  });

  it('leave nothing to be read in the outbox when the person was erased before it left', async () => {
    const person = randomUUID();
    const sender = await world.start([intake]);
    const { transaction, outbox } = doorsOf(intake);
    const [row] = await transaction.run(async () => {
      await outbox.add(about(person, randomUUID()));
      return transaction.query<{ headers: { ce_id: string }; value: Buffer }>(`SELECT headers, value FROM outbox`);
    });
    const sealed = (JSON.parse(String(row?.value)) as { person: string }).person;
    const keyring = new Keyring(world.database.urls['keyring'] ?? '', asSealingKeys(SEALING_KEYS));
    try {
      const sealer = new Sealer(asSealingKeys(SEALING_KEYS), keyring);
      const open = async () => sealer.open(sealed, row?.headers.ce_id ?? '', await sealer.keysOf([sealed]));
      expect(await open()).toMatchObject({ name: { text: 'Ada Okafor' } });
      await keyringOf(sender).erase(person);
      await eventually(async () => expect(await refusal(open)).toBe('SEALING.PERSON_ERASED'));
    } finally {
      await keyring.close();
    }
  });

  it('still open old messages when the environment has a new key, also when the old one is gone', async () => {
    const [before, between] = [randomUUID(), randomUUID()];
    const [person, caseload] = [randomUUID(), listener('caseload')];
    const [older, newer] = ['2025', '2026'].map((kid) => sealingKeys(kid));
    const keys = (...sets: (string | undefined)[]) =>
      JSON.stringify({ keys: sets.flatMap((set) => (JSON.parse(set ?? '') as { keys: unknown[] }).keys) });
    await world.start([intake], { SEALING_KEYS: keys(older) });
    await doorsOf(intake).publish(about(person, before));

    const second = await world.start([intake], { SEALING_KEYS: keys(newer, older) });
    const metric = async () => (await fetch(`${second.url}/metrics`)).text();
    await eventually(async () => expect(await metric()).toMatch(/^sealing_keys_wrapped\{.*kid="2026".*\} 1$/m));
    expect(await metric()).not.toMatch(/^sealing_keys_wrapped\{.*kid="2025".*\}/m);
    await doorsOf(intake).publish(about(person, between));

    await world.start([caseload.options], { SEALING_KEYS: keys(newer) });
    await eventually(() => expect(caseload.told).toEqual(new Map([before, between].map((id) => [id, 'Ada Okafor']))));
  });

  it('are waited for when the keyring is away, and no message is parked for that', async () => {
    const postgres = await startOwnPostgres();
    const keyring = await postgres.freshDatabase(['keyring']);
    const KEYRING_DATABASE_URL = keyring.urls['keyring'] ?? '';
    await migrate(keyringDatabase, KEYRING_DATABASE_URL);
    const referralId = randomUUID();
    const caseload = listener('caseload');
    await world.start([intake], { KEYRING_DATABASE_URL });
    await doorsOf(intake).publish(about(randomUUID(), referralId));
    await eventually(async () => expect(await doorsOf(intake).count('outbox')).toBe(0));

    await postgres.stop();
    await world.start([caseload.options], { KEYRING_DATABASE_URL });
    const refused = await doorsOf(intake)
      .publish(about(randomUUID(), randomUUID()))
      .catch((error: unknown) => error);
    expect(isDatabaseUnavailable(refused)).toBe(true);
    expect([caseload.told.size, await doorsOf(caseload.options).count('parked_message')]).toEqual([0, 0]);

    await postgres.start();
    await eventually(() => expect(caseload.told.get(referralId)).toBe('Ada Okafor'));
    expect(await doorsOf(caseload.options).count('parked_message')).toBe(0);
    const client = new DatabaseClient({ connectionString: KEYRING_DATABASE_URL });
    await client.connect();
    const { rows } = await client.query(`SELECT count(*)::int AS keys FROM person_key`);
    await client.end();
    expect(rows).toEqual([{ keys: 1 }]);
  });
}
