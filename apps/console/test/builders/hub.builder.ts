import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { ReferralAccepted, TaskDeclined } from '#libs/contracts';
import { freePort, freshDatabase, publish, runApp, startAppProcess, UNLIMITED } from '#libs/testing';

const SCHEMAS = ['identity', 'referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor', 'bus', 'keyring'];

/** The whole hub as a process of its own, empty, as after the first `npm start`. */
export async function emptyHub() {
  const database = await freshDatabase(SCHEMAS);
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  const sealingKeys = JSON.stringify({ keys: [{ kty: 'oct', kid: 'test', k: randomBytes(32).toString('base64url') }] });
  const databases = Object.entries(database.urls).map(([name, address]) => [
    `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`,
    address,
  ]);
  const env = {
    ...(Object.fromEntries(databases) as Record<string, string>),
    PORT: port,
    PUBLIC_URL: url,
    LOG_LEVEL: 'silent',
    ...UNLIMITED,
    SEALING_KEYS: sealingKeys,
    IDENTITY_KEYS: await identityKeys(),
  };
  await runApp('hub', { env, args: ['migrate'] });
  const app = await startAppProcess('hub', { env, timeoutMs: 120_000 });
  return {
    url,
    /** The address of its line `ready <address>`. */
    printed: app.url,
    /** What it printed for the first visitor, before it said that it is ready. */
    setUpLink: () => /^First visit: (\S+)\nready /m.exec(app.output())?.[1] ?? '',

    /** A referral, as referral-intake tells of it once it has taken it. */
    refer: async (
      facts: Pick<ReferralAccepted, 'schemeId' | 'organisationId' | 'reference' | 'contactProhibited'> & {
        name: string;
        receivedAt?: string;
      },
    ): Promise<string> => {
      const { name, ...ids } = facts;
      const referralId = randomUUID();
      const event = Object.assign(new ReferralAccepted(), {
        // Long ago, so that its service level is over.
        receivedAt: '2026-01-05T09:00:00.000Z',
        ...ids,
        referralId,
        senderId: randomUUID(),
        senderName: 'Riverside Surgery',
        priority: 'routine',
        needs: ['loneliness', 'physical-activity'],
        person: {
          name: { given: name.split(' ').slice(0, 1), text: name },
          birthDate: '1948-03-02',
          nhsNumber: '9434765919',
          phone: '07700 900123',
          reason: 'Widowed in spring',
        },
      });
      await publish(database.urls.bus ?? '', event, { sealingKeys, correlationId: 'from-the-practice' });
      return referralId;
    },

    /** The provider's no, as provider-gateway tells of it. */
    decline: async (connection: Pick<TaskDeclined, 'referralId' | 'connectionId' | 'serviceId' | 'providerId'>): Promise<void> => {
      const facts = { ...connection, taskId: randomUUID(), reason: 'no-capacity', declinedAt: new Date().toISOString() };
      await publish(database.urls.bus ?? '', Object.assign(new TaskDeclined(), facts));
    },

    close: async (): Promise<void> => {
      await app.stop();
      await database.close();
    },
  };
}

export type Hub = Awaited<ReturnType<typeof emptyHub>>;

async function identityKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), kid: 'test', alg: 'ES256', use: 'sig' }] });
}
