import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AuditService, Clock, dataSourceOptions, migrate, Transaction, type Principal } from '#libs/platform';
import { AlertService } from '../../apps/caseload/src/alerts/alert.service';
import { CasesQuery } from '../../apps/caseload/src/cases/cases.query';
import { caseloadDatabase } from '../../apps/caseload/src/data-source';
import { EmploymentRepository } from '../../apps/caseload/src/employments/employment.repository';
import { CheckInvariantsService } from '../../apps/caseload/src/invariants/check-invariants.service';
import { InvariantChecks } from '../../apps/caseload/src/invariants/invariant-checks.service';
import { LimboQuery } from '../../apps/caseload/src/limbo/limbo.query';
import { ReachQuery } from '../../apps/caseload/src/workers/reach.query';
import { WorkerRepository } from '../../apps/caseload/src/workers/worker.repository';
import { environmentFor } from '../launcher/environment';
import { secretsOf } from '../launcher/secrets';
import { withClient } from '../postgres/client';
import { openEmbeddedServer } from '../postgres/server';
import { fill, type Sizes } from './caseload-data';

const CONNECT_WITHIN_MS = 10_000;

/** A statement as it was sent. */
export interface Sent {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** caseload's own classes on an embedded PostgreSQL of their own, filled. */
export interface CaseloadWorld {
  readonly dataSource: DataSource;
  readonly cases: CasesQuery;
  readonly limbo: LimboQuery;
  readonly invariants: CheckInvariantsService;
  /** The statements that the work sends. */
  readonly sentBy: (work: () => Promise<unknown>) => Promise<Sent[]>;
  /** A transaction that asks for nothing: what the machine takes for the way there and back. */
  readonly nothing: () => Promise<unknown>;
  /** The n-th worker, and a supervisor of the organisation that the n-th worker works for. */
  readonly workerCaller: (n: number) => Principal;
  readonly supervisorOf: (n: number) => Principal;
  close(): Promise<void>;
}

/** Remembers what is sent while it listens. */
class ListeningTransaction extends Transaction {
  heard: Sent[] | undefined;

  override query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.heard?.push({ sql, parameters });
    return super.query<Row>(sql, parameters);
  }

  override read<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.heard?.push({ sql, parameters });
    return super.read<Row>(sql, parameters);
  }
}

export async function startCaseloadWorld(sizes: Sizes, say: (progress: string) => void): Promise<CaseloadWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  // As root, PostgreSQL runs under another account, which must be able to reach its files.
  await chmod(directory, 0o755);
  const given = { ...process.env, KAFKA_BROKERS: undefined, DATABASE_URL: undefined, LOG_LEVEL: 'warn' };
  const environment = await environmentFor(['caseload'], { directory, given });
  const close = async (): Promise<void> => {
    await environment.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const url = environment.variables['CASELOAD_DATABASE_URL'] ?? '';
    await migrate(caseloadDatabase, url);
    await fill(url, sizes, say);
    await putAway(directory);
    const dataSource = await new DataSource(dataSourceOptions(caseloadDatabase, url, 10)).initialize();
    return {
      ...classesOn(dataSource),
      workerCaller: (n) => caller(`account-${String(n)}`, organisationOf(n, sizes), 'link-worker'),
      supervisorOf: (n) => caller(`supervisor-${String(n)}`, organisationOf(n, sizes), 'supervisor'),
      close: async () => {
        await dataSource.destroy();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What filling has written goes to disk first: a caseload of ten years did not come in this morning. */
async function putAway(directory: string): Promise<void> {
  const { owner } = await secretsOf(directory, []);
  const { ownerUrl } = await openEmbeddedServer({ directory, password: owner }); // the one that runs there
  await withClient(ownerUrl, CONNECT_WITHIN_MS, (client) => client.query('CHECKPOINT'));
}

function classesOn(dataSource: DataSource): Pick<CaseloadWorld, 'dataSource' | 'cases' | 'limbo' | 'invariants' | 'sentBy' | 'nothing'> {
  const transaction = new ListeningTransaction(dataSource);
  const clock = new Clock();
  const reach = new ReachQuery(new WorkerRepository(transaction), new EmploymentRepository(transaction), clock);
  // The data has no exceptions, so no alert is raised: one that is must not pass unseen.
  const noEvents = { add: () => Promise.reject(new Error('The made-up data breaks an invariant')) };
  const alerts = new AlertService(transaction, noEvents as never, clock);
  return {
    dataSource,
    cases: new CasesQuery(transaction, reach, new AuditService(transaction)),
    limbo: new LimboQuery(transaction, reach, clock),
    invariants: new CheckInvariantsService(transaction, new InvariantChecks(), alerts, clock),
    nothing: () => transaction.run(() => transaction.query('SELECT 1')),
    sentBy: async (work) => {
      const heard: Sent[] = [];
      transaction.heard = heard;
      await work();
      transaction.heard = undefined;
      return heard;
    },
  };
}

function caller(subject: string, organisationId: string, role: 'link-worker' | 'supervisor'): Principal {
  return { kind: 'person', subject, organisationId, organisationKind: 'scheme-provider', roles: [role], scopes: [] };
}

function organisationOf(worker: number, { schemes, organisations }: Sizes): string {
  return uuidOf(`organisation ${String((worker % schemes) % organisations)}`);
}

/** As `idOf` in SQL. */
function uuidOf(text: string): string {
  const hex = createHash('md5').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
