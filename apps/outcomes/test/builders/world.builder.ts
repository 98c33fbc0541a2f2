import { randomBytes, randomUUID } from 'node:crypto';
import { TOPICS, WorkerPublished, type Role } from '#libs/contracts';
import { accountHash, Clock, DatabaseClient, start } from '#libs/platform';
import { migratedDatabase, publish, published, testIssuer, type PublishedEvent, UNLIMITED } from '#libs/testing';
import { outcomes } from '../../src/index';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** The service on a database and bus of its own, and what a test does to it. */
export async function outcomesWorld() {
  const database = await migratedDatabase([outcomes]);
  const busUrl = database.urls.bus ?? '';
  const issuer = await testIssuer();
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...UNLIMITED,
    BUS_POLL_MS: '50',
    PUBLIC_URL: issuer.url,
    OUTCOMES_DATABASE_URL: database.urls.outcomes,
    BUS_DATABASE_URL: busUrl,
    KEYRING_DATABASE_URL: database.urls.keyring,
    SEALING_KEYS: JSON.stringify({ keys: [{ kty: 'oct', kid: 'test', k: randomBytes(32).toString('base64url') }] }),
  };
  const process = await start([outcomes], env);

  const call = async (token: string | undefined, path: string, body?: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${process.url}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  let aheadMs = 0;
  return {
    /** So many days later, by the clock of the service. */
    later: (days: number): void => {
      aheadMs += days * 86_400_000;
      process.app.get(Clock).follow(aheadMs);
    },
    call,
    person: (organisation: string, ...roles: Role[]) => issuer.token({ kind: 'person', organisation, roles }),
    system: (organisation: string, ...scopes: string[]) => issuer.token({ kind: 'system', clientId: 'survey', organisation, scopes }),

    /** A link worker who works for a scheme, as caseload tells it. */
    linkWorker: async (organisation: string, schemeId: string, ...otherRoles: Role[]): Promise<string> => {
      const sub = randomUUID();
      const worker = { schemeId, organisationId: organisation, workerId: randomUUID(), account: accountHash(sub), employments: [] };
      await publish(busUrl, Object.assign(new WorkerPublished(), worker));
      return issuer.token({ kind: 'person', sub, organisation, roles: ['link-worker', ...otherRoles] });
    },

    /** As the producing service would have it on the bus. */
    publish: (event: object) => publish(busUrl, event),

    /** The measurements told of one referral, as they stand on the bus. */
    told: async (referralId: string): Promise<PublishedEvent[]> =>
      (await published(busUrl, TOPICS.measurement)).filter(({ message }) => message.subject === referralId),

    query: async (sql: string): Promise<Record<string, unknown>[]> => {
      const client = new DatabaseClient(database.urls.outcomes);
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(sql);
      await client.end();
      return rows;
    },

    close: async (): Promise<void> => {
      await process.close();
      await issuer.close();
      await database.close();
    },
  };
}

export type OutcomesWorld = Awaited<ReturnType<typeof outcomesWorld>>;
