import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type {
  AgreementPublished,
  ConsentDecision,
  ConsentPurpose,
  ReferralAccepted,
  SchemePublished,
  ServicePublished,
} from '#libs/contracts';
import { Clock, dataSourceOptions, start, type RunningProcess } from '#libs/platform';
import {
  eventually,
  migratedDatabase,
  testIssuer,
  type FreshDatabase,
  type TestIssuer,
  type TestPerson,
  type TestSystem,
  UNLIMITED,
} from '#libs/testing';
import { caseload, caseloadDatabase } from '../../src';
import type { CaseView } from '../../src/cases/case.view';
import { call, callerAt, type Answer, type CallerOf } from './callers';
import { agreementOf, referralOf, schemeOf, serviceOf } from './made-events';
import { Neighbours, SEALING_KEYS } from './neighbours';

export { made, PERSON } from './made-events';

/** caseload alone in a process, with its neighbours on the bus: one organisation, a scheme, a service and a link worker. */
export class World {
  readonly organisation = randomUUID();
  readonly schemeId = randomUUID();
  readonly serviceId = randomUUID();
  readonly providerId = randomUUID();
  readonly account = randomUUID();
  workerId = '';
  /** What a process of caseload in this world is started with. */
  env: NodeJS.ProcessEnv = {};
  linkWorker!: CallerOf;
  supervisor!: CallerOf;

  private constructor(
    private readonly database: FreshDatabase,
    readonly issuer: TestIssuer,
    private process: RunningProcess,
    readonly neighbours: Neighbours,
    readonly dataSource: DataSource,
  ) {}

  /** `more`: settings beside those that every world has. */
  static async make(more: Readonly<Record<string, string>> = {}): Promise<World> {
    const database = await migratedDatabase([caseload]);
    const issuer = await testIssuer();
    const { caseload: own = '', bus = '', keyring = '' } = database.urls;
    const addresses = {
      CASELOAD_DATABASE_URL: own,
      BUS_DATABASE_URL: bus,
      KEYRING_DATABASE_URL: keyring,
      PUBLIC_URL: issuer.url,
      IDENTITY_JWKS_URL: issuer.jwksUrl,
    };
    const quick = { ...UNLIMITED, MESSAGE_UNKNOWN_RETRY_FIRST_MS: '20', MESSAGE_RETRY_FIRST_MS: '20', BUS_POLL_MS: '50' };
    const env = { ...addresses, ...quick, PORT: '0', LOG_LEVEL: 'silent', DATABASE_POOL: '6', SEALING_KEYS, ...more } as NodeJS.ProcessEnv;
    const running = await start([caseload], env);
    const dataSource = await new DataSource(dataSourceOptions(caseloadDatabase, own, 4)).initialize();
    const world = new World(database, issuer, running, await Neighbours.on(bus, keyring), dataSource);
    world.env = env;
    await world.furnish();
    return world;
  }

  async close(): Promise<void> {
    await this.neighbours.close();
    await this.process.close();
    await this.dataSource.destroy();
    await this.issuer.close();
    await this.database.close();
  }

  /** Another process on the same database; whoever starts it closes it. */
  startAnother(): Promise<RunningProcess> {
    return start([caseload], this.env);
  }

  /** Nothing of caseload runs during the work; it answers elsewhere afterwards. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.process.close();
    await meanwhile();
    this.process = await this.startAnother();
  }

  /** From now on it is that time for caseload, and time goes on from there; its timers look at once. */
  itIs(at: Date | string): void {
    this.process.app.get(Clock).follow(new Date(at).getTime() - Date.now());
  }

  /** What time it is for caseload. */
  now(): Date {
    return this.process.app.get(Clock).now();
  }

  /** So much time passes for caseload. */
  passes({ days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number }): void {
    this.itIs(new Date(this.now().getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000));
  }

  /** Where caseload answers. */
  get url(): string {
    return this.process.url;
  }

  async callerOf(caller: TestPerson | TestSystem): Promise<CallerOf> {
    return callerAt(this.process.url, await this.issuer.token(caller));
  }

  call<T>(method: string, path: string): Promise<Answer<T>> {
    return call<T>(this.process.url, { method, path });
  }

  /** What Prometheus would read. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.process.url}/metrics`)).text();
  }

  scheme(changes: Partial<SchemePublished> = {}): SchemePublished {
    return schemeOf(this, changes);
  }

  service(changes: Partial<ServicePublished> = {}): ServicePublished {
    return serviceOf(this, changes);
  }

  referral(changes: Partial<ReferralAccepted> = {}): ReferralAccepted {
    return referralOf(this, { receivedAt: this.now().toISOString(), ...changes });
  }

  /** What a provider's answer always says. */
  task(found: CaseView, connectionId: string) {
    const { referralId } = found;
    return { referralId, connectionId, taskId: randomUUID(), serviceId: this.serviceId, providerId: this.providerId };
  }

  /** A referral comes in and becomes a case in the queue. */
  async openCase(changes: Partial<ReferralAccepted> = {}): Promise<CaseView> {
    const referral = this.referral(changes);
    await this.neighbours.publish(referral);
    return this.caseOf(referral.referralId);
  }

  async allocatedCase(changes: Partial<ReferralAccepted> = {}): Promise<CaseView> {
    const { id } = await this.openCase(changes);
    return (await this.supervisor.post<CaseView>(`cases/${id}/allocate`, { workerId: this.workerId })).body;
  }

  async supportedCase(changes: Partial<ReferralAccepted> = {}): Promise<CaseView> {
    const { id } = await this.allocatedCase(changes);
    await this.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: this.now().toISOString() });
    return (await this.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }

  async connect(caseId: string, changes: object = {}): Promise<string> {
    const told = { serviceId: this.serviceId, levelOfSupport: 'introduced', needs: ['loneliness'], consentToShare: true, ...changes };
    return (await this.linkWorker.post<{ id: string }>(`cases/${caseId}/connections`, told)).body.id;
  }

  async caseOf(referralId: string): Promise<CaseView> {
    return eventually(async () => {
      const { body } = await this.supervisor.get<{ items: CaseView[] }>('cases?limit=200');
      const found = body.items.find((item) => item.referralId === referralId);
      if (!found) throw new Error('There is no case yet');
      return (await this.supervisor.get<CaseView>(`cases/${found.id}`)).body;
    });
  }

  /** Waits until caseload has said these events of the referral, in this order, and no others. */
  said(referralId: string, ...names: string[]) {
    return eventually(() => {
      const said = this.neighbours.saidOf(referralId);
      expect(said.map(({ name }) => name)).toEqual(names);
      return said;
    });
  }

  /** An agreement that caseload has heard of: the provider may know who the people are, unless told otherwise. */
  async agree(changes: Partial<AgreementPublished> = {}): Promise<AgreementPublished> {
    const agreement = agreementOf(this, changes);
    await this.neighbours.publish(agreement);
    await eventually(async () => {
      const rows = await this.dataSource.query<object[]>(`SELECT 1 FROM agreement_copy WHERE agreement_id = $1`, [agreement.agreementId]);
      expect(rows).toHaveLength(1);
    });
    return agreement;
  }

  /** What the person says of a purpose, in a conversation with the link worker. */
  async consent(caseId: string, purpose: ConsentPurpose, decision: ConsentDecision = 'given', more: object = {}): Promise<void> {
    const word = { purpose, decision, howGiven: 'spoken', byWhom: 'person', ...more };
    const { status } = await this.supervisor.post(`cases/${caseId}/consents`, word);
    if (status !== 201) throw new Error(`consent: ${String(status)}`);
  }

  /** Another scheme of the organisation; its id. */
  async anotherScheme(): Promise<string> {
    const schemeId = randomUUID();
    await this.neighbours.publish(this.scheme({ schemeId, name: 'Another scheme' }));
    return schemeId;
  }

  /** Another worker of the scheme; their id. */
  async register(name: string, changes: object = {}): Promise<string> {
    const told = { name, schemeIds: [this.schemeId], ...changes };
    return eventually(async () => {
      const { status, body } = await this.supervisor.post<{ id: string }>('workers', told);
      expect(status).toBe(201);
      return body.id;
    });
  }

  private async furnish(): Promise<void> {
    const { organisation, schemeId, account } = this;
    this.linkWorker = await this.callerOf({ kind: 'person', sub: account, organisation, roles: ['link-worker'] });
    this.supervisor = await this.callerOf({ kind: 'person', organisation, roles: ['supervisor'] });
    const administrator = await this.callerOf({ kind: 'person', organisation, roles: ['administrator'] });
    const registered = { name: 'Priya Shah', accountSubject: account, schemeIds: [schemeId] };
    await this.neighbours.publish(this.scheme());
    this.workerId = await eventually(async () => {
      const { status, body } = await administrator.post<{ id: string }>('workers', registered);
      expect(status).toBe(201);
      return body.id;
    });
    await this.agree();
    await this.neighbours.publish(this.service());
    await eventually(async () => {
      const { body } = await this.supervisor.get<{ items: object[] }>('services');
      expect(body.items).toHaveLength(1);
    });
  }
}
