import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AuditSealer, AuditService, Transaction, auditMigrations, dataSourceOptions, migrate } from '#libs/platform';
import { environmentFor } from '../launcher/environment';
import { MACHINE, type BenchResult } from './result';

const WRITERS = 8;
const trailOnly = { name: 'caseload', entities: [], migrations: auditMigrations };

/** Acts as a service does them: a row of its own, and its audit entry in the same transaction. */
interface Way {
  readonly name: string;
  readonly audited: (id: string) => Promise<unknown>;
}

/**
 * What the audit trail costs an act: acts a second without an entry, with one in a table of the service's own as before there was a chain, and
 * with one in the chained trail while it is sealed. In turns, so that none has the quieter machine.
 */
export async function audit(acts = 20_000, rounds = 5): Promise<BenchResult & { readonly sealed: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  // As root, PostgreSQL runs under another account, which must be able to reach its files.
  await chmod(directory, 0o755);
  const given = { ...process.env, KAFKA_BROKERS: undefined, DATABASE_URL: undefined, CASELOAD_DATABASE_URL: undefined };
  const environment = await environmentFor(['caseload'], { directory, given });
  const url = environment.variables['CASELOAD_DATABASE_URL'] ?? '';
  await migrate(trailOnly, url);
  const dataSource = await new DataSource(dataSourceOptions(trailOnly, url, WRITERS + 1)).initialize();
  const transaction = new Transaction(dataSource);
  const sealer = new AuditSealer('caseload', transaction);
  const trail = new AuditService(transaction, sealer);
  try {
    await dataSource.query(`CREATE TABLE act (id uuid PRIMARY KEY, what text NOT NULL);
      CREATE TABLE entry_before (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), actor text NOT NULL,
        organisation_id uuid, action text NOT NULL, entity text NOT NULL, entity_id text NOT NULL, correlation_id text NOT NULL);
      CREATE INDEX entry_before_entity ON entry_before (entity, entity_id, id)`);
    const ways: readonly Way[] = [
      { name: 'acts without an entry', audited: () => Promise.resolve() },
      {
        name: 'acts with an entry, unchained',
        audited: (id) =>
          transaction.query(
            `INSERT INTO entry_before (actor, organisation_id, action, entity, entity_id, correlation_id) VALUES ($1, $2, $3, $4, $5, $6)`,
            ['bench', null, 'change', 'case', id, id],
          ),
      },
      {
        name: 'acts with an entry, chained',
        audited: (id) => trail.record({ by: 'bench', action: 'change', entity: 'case', entityId: id }),
      },
    ];
    sealer.start();
    const spent = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      for (const { name, audited } of round % 2 === 0 ? ways : ways.toReversed()) {
        const ms = await timed(acts, async () => {
          const id = randomUUID();
          await transaction.run(async () => {
            await Promise.all([
              transaction.query(`INSERT INTO act (id, what) VALUES ($1, $2)`, [id, 'something that was done']),
              audited(id),
            ]);
          });
        });
        spent.set(name, (spent.get(name) ?? 0) + ms);
      }
    }
    await sealer.stop();
    const rate = (name: string): number => (acts * rounds * 1000) / (spent.get(name) ?? Infinity);
    await transaction.run(() =>
      trail.recordEach(
        { by: 'bench', action: 'change', entity: 'case' },
        Array.from({ length: acts }, () => randomUUID()),
      ),
    );
    const begun = performance.now();
    let sealed = 0;
    for (let n = 1; n > 0; sealed += n) n = await seal(transaction);
    const sealing = (sealed * 1000) / (performance.now() - begun);
    const [total] = await transaction.read<{ position: string }>(`SELECT position FROM caseload_audit.head`);
    return {
      name: 'audit',
      at: new Date().toISOString(),
      machine: MACHINE,
      sealed: Number(total?.position),
      figures: {
        ...Object.fromEntries(ways.slice(1).map(({ name }) => [name, { value: rate(name), unit: '/s' }])),
        'entries sealed': { value: sealing, unit: '/s' },
      },
      limits: { 'acts without an entry': { value: rate('acts without an entry'), unit: '/s' } },
      ratios: {
        'chained to unchained': rate('acts with an entry, chained') / rate('acts with an entry, unchained'),
        'chained to without': rate('acts with an entry, chained') / rate('acts without an entry'),
      },
    };
  } finally {
    await sealer.stop();
    await dataSource.destroy();
    await environment.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function timed(acts: number, act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  let left = acts;
  const write = async (): Promise<void> => {
    while (left-- > 0) await act();
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return performance.now() - begun;
}

async function seal(transaction: Transaction): Promise<number> {
  const [row] = await transaction.run(() => transaction.query<{ n: number }>(`SELECT caseload_audit.seal(5000) AS n`));
  return row?.n ?? 0;
}
