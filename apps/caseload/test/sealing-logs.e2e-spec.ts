import { DatabaseClient } from '#libs/platform';
import { randomUUID } from 'node:crypto';
import { ReferralAccepted } from '#libs/contracts';
import { asSealingKeys, Keyring } from '#libs/messaging';
import { eventually, freshDatabase, publish, runApp, startAppProcess, startOwnPostgres } from '#libs/testing';
import { SEALING_KEYS } from './builders/neighbours';
import { PERSON } from './builders/world';

const STRANGE_KEYS = JSON.stringify({ keys: [{ kty: 'oct', kid: 'strange', k: Buffer.alloc(32, 9).toString('base64url') }] });

/** The process's log at its most talkative, while sealed data cannot be opened for every reason there is. */
describe('What caseload logs when sealed data cannot be opened', () => {
  it('holds neither personal data nor keys, nor what is sealed', async () => {
    const postgres = await startOwnPostgres();
    const database = await freshDatabase(['caseload', 'bus']);
    const { keyring: keyringUrl = '' } = (await postgres.freshDatabase(['keyring'])).urls;
    const { caseload: url = '', bus = '' } = database.urls;
    const env = {
      PORT: '0',
      LOG_LEVEL: 'trace',
      PUBLIC_URL: 'http://localhost:3000',
      CASELOAD_DATABASE_URL: url,
      BUS_DATABASE_URL: bus,
      KEYRING_DATABASE_URL: keyringUrl,
      SEALING_KEYS,
      MESSAGE_RETRY_FIRST_MS: '20',
      BUS_POLL_MS: '50',
    };
    await runApp('caseload', { env, args: ['migrate'] });
    const keyring = new Keyring(keyringUrl, asSealingKeys(SEALING_KEYS));
    const own = new DatabaseClient({ connectionString: url });
    await own.connect();
    try {
      const erased = await keyring.keyOf(randomUUID());
      const known = await keyring.keyOf(PERSON.personId);
      await publish(bus, accepted(), { sealingKeys: STRANGE_KEYS });
      await publish(bus, accepted({ person: { ...PERSON, birthDate: 'the second of March' } }), {
        sealingKeys: SEALING_KEYS,
      });
      await publish(bus, accepted({ person: `eyJ${PERSON.name.family}` as never }), { sealingKeys: SEALING_KEYS });
      await publish(bus, accepted(), { sealingKeys: jwkSet(erased) });
      await publish(bus, accepted(), { sealingKeys: jwkSet(known) });
      const { rows: wrapped } = await queryAt(keyringUrl, `SELECT wrapped, person_id FROM person_key`);
      await keyring.erase(wrapped.find(({ person_id }) => person_id !== PERSON.personId)?.person_id ?? '');
      await keyring.close();

      await postgres.stop();
      const app = await startAppProcess('caseload', { env });
      await eventually(() => expect(app.output()).toMatch(/"context":"database"/));
      await postgres.start();
      const codes = async () =>
        (await own.query<{ error_code: string }>(`SELECT error_code FROM parked_subject`)).rows.map((row) => row.error_code);
      const waiting = ['MESSAGE.UNREADABLE', 'MESSAGE.UNREADABLE', 'SEALING.KEY_GONE', 'SEALING.PERSON_ERASED'];
      await eventually(async () => expect((await codes()).filter((code) => code !== 'NOT_YET_KNOWN').sort()).toEqual(waiting));
      await app.stop();

      const secrets = [
        ...Object.values(PERSON).filter((value) => typeof value === 'string' && value !== PERSON.personId),
        'Okafor',
        'Grace',
      ];
      const keys = [SEALING_KEYS, STRANGE_KEYS, jwkSet(erased), jwkSet(known)].map((set) => /"k":"([^"]+)"/.exec(set)?.[1] ?? 'none');
      const shut = wrapped.map((row) => row.wrapped.slice(0, 60));
      for (const secret of [...(secrets as string[]), ...keys, ...shut]) expect(app.output()).not.toContain(secret);
      expect(app.output()).not.toMatch(/eyJ[\w-]+\.[\w-]*\.[\w-]+/);
    } finally {
      await own.end();
      await database.close();
    }
  });
});

function accepted(facts: Partial<ReferralAccepted> = {}): ReferralAccepted {
  return Object.assign(new ReferralAccepted(), {
    referralId: randomUUID(),
    reference: 'SP-4K7Q-9M2X',
    schemeId: randomUUID(),
    organisationId: randomUUID(),
    senderId: randomUUID(),
    senderName: 'Riverside Practice',
    receivedAt: '2026-03-02T09:00:00.000Z',
    priority: 'routine' as const,
    needs: ['loneliness' as const],
    person: PERSON,
    ...facts,
  });
}

const jwkSet = ({ kid, secret }: { kid: string; secret: Uint8Array }): string =>
  JSON.stringify({ keys: [{ kty: 'oct', kid, k: Buffer.from(secret).toString('base64url') }] });

async function queryAt(connectionString: string, sql: string): Promise<{ rows: { wrapped: string; person_id: string }[] }> {
  const client = new DatabaseClient({ connectionString });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
