import { randomUUID } from 'node:crypto';
import { AgreementPublished, ConnectionProgressed, ConnectionRequested, type ConnectionState } from '#libs/contracts';
import { DatabaseClient, start, type RunningProcess } from '#libs/platform';
import { eventually, migratedDatabase, testIssuer, type FreshDatabase, type TestIssuer, type TestPerson, UNLIMITED } from '#libs/testing';
import { providerGateway } from '../../src/index';
import { Others, SEALING_KEYS } from './bus';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { items: Record<string, unknown>[]; code: string };
}

export interface RegisteredEndpoint {
  readonly id: string;
  readonly secret: string;
}

/** provider-gateway alone, on a database of its own, with one charity that offers one service. */
export class Gateway {
  providerId = randomUUID();
  serviceId = '';
  private process: RunningProcess | undefined;

  private constructor(
    readonly database: FreshDatabase,
    readonly issuer: TestIssuer,
    readonly others: Others,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start(env: NodeJS.ProcessEnv = {}): Promise<Gateway> {
    const database = await migratedDatabase([providerGateway]);
    const issuer = await testIssuer();
    const settings = {
      PROVIDER_GATEWAY_DATABASE_URL: database.urls['provider-gateway'],
      BUS_DATABASE_URL: database.urls['bus'],
      KEYRING_DATABASE_URL: database.urls['keyring'],
      PUBLIC_URL: issuer.url,
      SEALING_KEYS,
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...UNLIMITED,
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
      WEBHOOK_RETRY_SCHEDULE: Array.from({ length: 20 }, () => '100ms').join(','),
      WEBHOOK_POLL: '50ms',
      WEBHOOK_TIMEOUT: '20s',
      ...env,
    };
    const gateway = new Gateway(database, issuer, await Others.on(database.urls['bus'] ?? ''), settings);
    await gateway.startProcess();
    await gateway.registerProvider('Riverside Allotments');
    gateway.serviceId = String((await gateway.offer()).body.id);
    return gateway;
  }

  readonly operator: TestPerson = { kind: 'person', organisation: randomUUID(), roles: ['operator'] };

  get provider(): TestPerson {
    return { kind: 'person', organisation: this.providerId, roles: ['provider'] };
  }

  /** Another charity, whose tests follow. */
  async registerProvider(name: string): Promise<void> {
    this.providerId = randomUUID();
    this.issuer.register({ id: this.providerId, kind: 'charity', name });
    await this.call('POST', 'providers', { id: this.providerId, name }, this.operator);
    await this.agree();
  }

  /** An agreement that provider-gateway has heard of. */
  async agree(facts: Partial<AgreementPublished> = {}): Promise<AgreementPublished> {
    const agreement = this.agreement(facts);
    await this.others.publish(agreement);
    const client = new DatabaseClient(this.database.urls['provider-gateway']);
    await client.connect();
    try {
      await eventually(async () => {
        const { rows } = await client.query('SELECT 1 FROM agreement_copy WHERE agreement_id = $1', [agreement.agreementId]);
        expect(rows).toHaveLength(1);
      });
    } finally {
      await client.end();
    }
    return agreement;
  }

  /** The scheme that asks, and its organisation. */
  readonly schemeId = randomUUID();
  readonly organisationId = randomUUID();

  /** Under which the provider may know who the people are. */
  agreement(facts: Partial<AgreementPublished> = {}): AgreementPublished {
    const between = { schemeId: this.schemeId, organisationId: this.organisationId, partyId: this.providerId };
    const purposes: AgreementPublished['purposes'] = ['receive-people'];
    const validFrom = '2020-01-01T00:00:00.000Z';
    return Object.assign(new AgreementPublished(), { agreementId: randomUUID(), ...between, purposes, validFrom, ...facts });
  }

  get running(): RunningProcess {
    if (!this.process) throw new Error('not running');
    return this.process;
  }

  async startProcess(env: NodeJS.ProcessEnv = {}): Promise<void> {
    this.process = await start([providerGateway], { ...this.env, ...env });
  }

  async stopProcess(): Promise<void> {
    await this.process?.close();
    this.process = undefined;
  }

  offer(facts: object = {}): Promise<HttpAnswer> {
    return this.call(
      'POST',
      'services',
      { providerId: this.providerId, name: 'Gardening together', needs: ['loneliness'], ...facts },
      this.provider,
    );
  }

  async endpoint(url: string, facts: object = {}): Promise<RegisteredEndpoint> {
    const { status, body } = await this.call('POST', 'endpoints', { providerId: this.providerId, url, ...facts }, this.provider);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body as unknown as RegisteredEndpoint;
  }

  async call(
    method: string,
    path: string,
    body: object | undefined,
    caller: Parameters<TestIssuer['token']>[0],
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    const response = await fetch(`${this.running.url}/api/provider-gateway/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.token(caller)}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as HttpAnswer['body'] };
  }

  /** At the door for providers' systems. */
  async fhir(path: string, caller: Parameters<TestIssuer['token']>[0]): Promise<HttpAnswer> {
    const response = await fetch(`${this.running.url}/fhir/provider/R4/${path}`, {
      headers: { authorization: `Bearer ${await this.issuer.token(caller)}` },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as HttpAnswer['body'] };
  }

  connection(facts: Partial<ConnectionRequested> = {}): ConnectionRequested {
    return Object.assign(new ConnectionRequested(), {
      referralId: randomUUID(),
      caseId: randomUUID(),
      connectionId: randomUUID(),
      serviceId: this.serviceId,
      providerId: this.providerId,
      schemeId: this.schemeId,
      organisationId: this.organisationId,
      needs: ['loneliness'],
      levelOfSupport: 'introduced',
      requestedAt: '2026-11-20T09:00:00.000Z',
      respondBy: '2026-11-27T17:00:00.000Z',
      consentToShare: true,
      person: {
        name: { family: 'Okafor', given: ['Ada'], text: 'Ada Okafor' },
        nhsNumber: '9434765919',
        phone: '020 7946 0000',
        birthDate: '1950-02-03',
        reason: 'Alone since her husband died',
      },
      ...facts,
    });
  }

  async close(): Promise<void> {
    await this.stopProcess();
    await this.others.close();
    await this.issuer.close();
    await this.database.close();
  }
}

/** What caseload tells of a connection that it has asked for. */
export function progressed(connection: ConnectionRequested, state: ConnectionState): ConnectionProgressed {
  const { referralId, caseId, connectionId, serviceId, providerId, consentToShare } = connection;
  const names = { serviceName: 'Gardening together', providerName: 'A charity' };
  return Object.assign(new ConnectionProgressed(), {
    referralId,
    caseId,
    connectionId,
    serviceId,
    providerId,
    consentToShare,
    state,
    ...names,
    at: '2026-11-22T09:00:00.000Z',
  });
}
