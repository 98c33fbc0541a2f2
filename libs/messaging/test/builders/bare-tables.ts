import { DataSource } from 'typeorm';
import { Clock, dataSourceOptions, migrate, Transaction, type DatabaseDefinition } from '#libs/platform';
import { freshDatabase } from '#libs/testing';
import { asSealingKeys, messagingMigrations, OutboxService, Sealer, type Bus, type BusRecord } from '#libs/messaging';
import { ErasedSubjects } from '../../src/erasing/erased-subjects';
import { InboxTable } from '../../src/inbox/inbox-table';
import { OutboxRelay } from '../../src/outbox/outbox-relay';
import { ParkingNews } from '../../src/parking/parking-news';
import { ParkingTable } from '../../src/parking/parking-table';
import { SEALING_KEYS } from './sample-service';

const DEFINITION: DatabaseDefinition = { name: 'referral-intake', entities: [], migrations: [...messagingMigrations] };

/** One service's messaging tables without the service: for stopping a transaction at the dangerous point. */
export async function bareTables() {
  const database = await freshDatabase(['referral-intake']);
  const url = database.urls['referral-intake'] ?? '';
  await migrate(DEFINITION, url);
  const dataSource = await new DataSource(dataSourceOptions(DEFINITION, url, 24)).initialize();
  await dataSource.query(`CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject text, by text)`);
  const transaction = new Transaction(dataSource);
  const relays: OutboxRelay[] = [];
  const outboxOf = (service: string): OutboxService =>
    new OutboxService(service, transaction, new Clock(), new Sealer(asSealingKeys(SEALING_KEYS)), () => {
      for (const relay of relays) relay.wake();
    });
  const news = new ParkingNews('caseload', outboxOf('caseload'), new Clock());
  return {
    transaction,
    inbox: new InboxTable(transaction, 'caseload'),
    parking: new ParkingTable(transaction, 'caseload', news),
    erased: new ErasedSubjects(transaction, news),
    outbox: outboxOf('referral-intake'),
    relay: (bus: Bus, name = 'relay'): OutboxRelay => {
      const relay = new OutboxRelay({ url, schema: 'referral_intake', name }, bus, 100, 100);
      relays.push(relay);
      return relay;
    },
    /** Cuts the connection of that name, as the death of its process would. */
    cut: (name: string) => dataSource.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`, [name]),
    close: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
      await dataSource.destroy();
      await database.close();
    },
  };
}
export type BareTables = Awaited<ReturnType<typeof bareTables>>;

/** A bus that only takes: `accept` may wait or refuse first. */
export function takingBus(accept: (records: readonly BusRecord[]) => Promise<void> | void = () => undefined): Bus & { taken: BusRecord[] } {
  const taken: BusRecord[] = [];
  const unused = (): never => {
    throw new Error('not used');
  };
  return {
    taken,
    append: async (_topic, records) => {
      await accept(records);
      taken.push(...records);
    },
    subscribe: unused,
    lag: unused,
    health: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Per key the sequences in the order of their first occurrence. */
export function firstOccurrences(records: readonly BusRecord[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { key, headers } of records) {
    const sequences = found.get(key) ?? [];
    const sequence = Number(headers.ce_sequence);
    if (!sequences.includes(sequence)) sequences.push(sequence);
    found.set(key, sequences);
  }
  return found;
}

/** Something that one side waits at until the other opens it. */
export function gate(): { open(): void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
}
