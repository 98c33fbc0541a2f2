import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Patient, ServiceRequest } from '@medplum/fhirtypes';
import type { Type } from '@nestjs/common';
import { ConsentRecorded } from '#libs/contracts';
import { Clock, DatabaseClient, start, type RunningProcess } from '#libs/platform';
import { migratedDatabase, publish, testIssuer, type FreshDatabase, type TestIssuer, UNLIMITED } from '#libs/testing';
import { referralIntake } from '../src/index';

const EXAMPLE = readFileSync(join(__dirname, '../../../docs/examples/referral.json'), 'utf8');
export const SEALING_KEYS = JSON.stringify({
  keys: [{ kty: 'oct', kid: 'test', alg: 'A256GCM', use: 'enc', k: Buffer.alloc(32, 7).toString('base64url') }],
});
const SCOPES = [
  'system/Patient.crs',
  'system/ServiceRequest.crus',
  'system/Task.crus',
  'system/Observation.crs',
  'system/HealthcareService.rs',
  'system/Organization.rs',
];

/** referral-intake alone, on a database of its own, with two practices that may refer to one scheme. */
export class Intake {
  readonly schemeId = randomUUID();
  readonly practice = randomUUID();
  readonly otherPractice = randomUUID();
  readonly organisation = randomUUID();
  private aheadMs = 0;

  private constructor(
    readonly database: FreshDatabase,
    /** For a look at what the service stored. */
    readonly tables: DatabaseClient,
    readonly issuer: TestIssuer,
    private readonly process: RunningProcess,
  ) {}

  static async start(): Promise<Intake> {
    const database = await migratedDatabase([referralIntake]);
    const issuer = await testIssuer();
    const env = {
      REFERRAL_INTAKE_DATABASE_URL: database.urls['referral-intake'],
      BUS_DATABASE_URL: database.urls['bus'],
      KEYRING_DATABASE_URL: database.urls['keyring'],
      PUBLIC_URL: issuer.url,
      SEALING_KEYS,
      PORT: '0',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      ...UNLIMITED,
    };
    const tables = new DatabaseClient(database.urls['referral-intake']);
    await tables.connect();
    const intake = new Intake(database, tables, issuer, await start([referralIntake], env));
    await intake.register();
    return intake;
  }

  /** So many days pass for the service. */
  passes(days: number): void {
    this.aheadMs += days * 86_400_000;
    this.process.app.get(Clock).follow(this.aheadMs);
  }

  /** A part of the running service. */
  part<T>(type: Type<T>): T {
    return this.process.app.get(type, { strict: false });
  }

  async close(): Promise<void> {
    await this.process.close();
    await this.tables.end();
    await this.issuer.close();
    await this.database.close();
  }

  get url(): string {
    return this.process.url;
  }

  /** A system's token; the practice's own unless told. */
  token({ clientId = 'practice', scopes = SCOPES, expiresIn = 300 } = {}): Promise<string> {
    const organisation = clientId === 'other' ? this.otherPractice : this.practice;
    return this.issuer.token({ kind: 'system', clientId, organisation, scopes }, { expiresIn });
  }

  async fhir(
    method: string,
    path: string,
    options: { token?: string | null; body?: unknown; type?: string; headers?: Record<string, string> } = {},
  ) {
    const token = options.token === undefined ? await this.token() : options.token;
    const response = await fetch(`${this.process.url}/fhir/R4${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(options.body === undefined ? {} : { 'content-type': options.type ?? 'application/fhir+json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : {
            body: Buffer.isBuffer(options.body)
              ? new Uint8Array(options.body)
              : typeof options.body === 'string'
                ? options.body
                : JSON.stringify(options.body),
          }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Bundle & {
        issue?: { code: string; expression?: string[]; details: { coding: { code: string }[] } }[];
      },
    };
  }

  /** At the hub's own doors, not FHIR's. */
  async post(path: string, token: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.process.url}/api/referral-intake/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async get(path: string, token: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.process.url}/api/referral-intake/${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The person says that their referrer may hear how it goes. */
  consent(referralId: string): Promise<string> {
    const word = { purpose: 'share-with-referrer', decision: 'given', at: '2026-01-05T10:00:00.000Z' };
    const facts = { referralId, caseId: randomUUID(), consentId: randomUUID(), ...word };
    return publish(this.database.urls['bus'] ?? '', Object.assign(new ConsentRecorded(), facts));
  }

  private async register(): Promise<void> {
    this.issuer.register({ id: this.practice, kind: 'practice', odsCode: 'A81001' });
    this.issuer.register({ id: this.otherPractice, kind: 'practice' });
    await this.setUp('schemes', { id: this.schemeId, name: 'Riverside' });
    await this.registerSenders();
  }

  async registerSenders(): Promise<void> {
    const schemeIds = [this.schemeId];
    await this.setUp('senders', {
      organisationId: this.practice,
      name: 'Mill Lane Surgery',
      odsCode: 'A81001',
      clientIds: ['practice'],
      schemeIds,
    });
    await this.setUp('senders', { organisationId: this.otherPractice, name: 'Hill Surgery', clientIds: ['other'], schemeIds });
  }

  private async setUp(path: string, body: object): Promise<void> {
    const operator = await this.issuer.token({ kind: 'person', organisation: this.organisation, roles: ['operator', 'administrator'] });
    const { status } = await this.post(path, operator, body);
    if (status >= 400) throw new Error(`${path}: ${String(status)}`);
  }
}

/** The example referral under a number of its own. */
export function referral(change: (bundle: Bundle, parts: { patient: Patient; request: ServiceRequest }) => void = () => undefined): Bundle {
  const number = randomUUID();
  const bundle = JSON.parse(EXAMPLE.replaceAll('R-1204', `R-${number}`).replaceAll('T-81', `T-${number}`)) as Bundle;
  change(bundle, { patient: bundle.entry?.[0]?.resource as Patient, request: bundle.entry?.[1]?.resource as ServiceRequest });
  return bundle;
}
