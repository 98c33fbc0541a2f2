import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ReferralWithdrawn } from '#libs/contracts';
import {
  describeWithKafka,
  eventually,
  freshDatabase,
  runApp,
  startAppProcess,
  startOwnKafka,
  testRunFolder,
  type OwnKafka,
} from '#libs/testing';
import { makeCertificate } from '../../../infra/kafka/sign-in';
import { referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, SEALING_KEYS, type SampleOptions } from './builders/sample-service';

const SIGN_IN = { username: 'hub', password: `pass-${randomUUID()}` };

describeWithKafka('Brokers that want TLS and a login', () => {
  let kafka: OwnKafka | null;
  let env: Record<string, string | undefined>;
  beforeAll(async () => {
    kafka = await startOwnKafka({ signIn: SIGN_IN });
    env = {
      KAFKA_BROKERS: kafka?.brokers,
      KAFKA_SSL: 'true',
      KAFKA_SSL_CA: kafka?.authority,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: SIGN_IN.username,
      KAFKA_SASL_PASSWORD: SIGN_IN.password,
    };
  });
  afterAll(() => kafka?.stop());

  it('carry messages from service to service for who has both', async () => {
    const intake: SampleOptions = { name: 'referral-intake' };
    const caseload: SampleOptions = { name: 'caseload', handles: [ReferralWithdrawn] };
    const world = await sampleWorld([intake.name, caseload.name], env);
    try {
      const { url } = await world.start([intake, caseload]);
      const subject = randomUUID();
      for (let sent = 0; sent < 3; sent += 1) await doorsOf(intake).publish(referralWithdrawn(subject));
      await eventually(async () => {
        expect((await doorsOf(caseload).effects()).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
        expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      });
    } finally {
      await world.close();
    }
  });

  /** What readiness and the log of a process of its own say, at its most talkative, once it has met the brokers. */
  async function told(changes: Record<string, string>, sentence: string): Promise<string> {
    const database = await freshDatabase(['outcomes', 'bus', 'keyring']);
    const { outcomes, bus, keyring } = database.urls;
    const own = { OUTCOMES_DATABASE_URL: outcomes, BUS_DATABASE_URL: bus, KEYRING_DATABASE_URL: keyring };
    const process = { ...own, SEALING_KEYS, PORT: '0', LOG_LEVEL: 'trace', ...env, ...changes };
    const migrated = await runApp('outcomes', { env: own, args: ['migrate'] });
    const app = await startAppProcess('outcomes', { env: process });
    try {
      let answer = '';
      await eventually(async () => {
        const ready = await fetch(`${app.url}/health/ready`);
        answer = await ready.text();
        expect([ready.status, answer]).toEqual([503, expect.stringContaining(sentence)]);
        expect(app.output()).toContain(sentence);
      });
      return `${migrated}${answer}${app.output()}`;
    } finally {
      await app.stop();
      await database.close();
    }
  }

  it('say in one sentence that the login is wrong, and no output holds a password', async () => {
    const wrong = `wrong-${randomUUID()}`;
    const output = await told(
      { KAFKA_SASL_PASSWORD: wrong },
      'the Kafka brokers refuse the login: check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM',
    );
    expect(output).not.toContain(wrong);
    expect(output).not.toContain(SIGN_IN.password);
    expect(output).not.toContain(Buffer.from(wrong).toString('base64'));
  });

  it('are not trusted when their authority is another, and no output holds a password', async () => {
    const { authority } = await makeCertificate(join(testRunFolder(), 'stranger'));
    const output = await told({ KAFKA_SSL_CA: authority }, 'the certificate of the Kafka brokers is not trusted: check KAFKA_SSL_CA');
    expect(output).not.toContain(SIGN_IN.password);
  });
});
