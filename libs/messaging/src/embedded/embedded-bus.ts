import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { databasePool, sessionOptions, type BackgroundLoop } from '#libs/platform';
import type { Bus, BusRecord, Lag, OnRecords, Subscription } from '../bus';
import { BusNotices } from './bus-notices';
import { EventLog } from './event-log';
import { GroupMember } from './group-member';
import { GroupTable, lagOf } from './group-table';
import { logRetention } from './log-retention';
import { keyOf } from './partition-reader';

const SCHEMA = 'bus';

/** The bus for one machine: a log in PostgreSQL with the same semantics as Kafka's, for one process or several. */
export class EmbeddedBus implements Bus {
  private readonly durable: Pool;
  private readonly reading: Pool;
  private readonly log: EventLog;
  private readonly notices: BusNotices;
  private readonly retention: BackgroundLoop;
  private readonly members = new Map<GroupMember, string>();

  constructor(
    url: string,
    private readonly pollMs: number,
  ) {
    this.durable = poolOf(url, 4, '');
    // Group offsets: losing the last of them gives records again, which every inbox expects.
    this.reading = poolOf(url, 4, ' -c synchronous_commit=off');
    this.log = new EventLog(this.durable, this.reading);
    const ownMembers = (): string[] => [...this.members.keys()].map(({ id }) => id);
    this.notices = new BusNotices({ url, schema: SCHEMA, name: 'bus notices' }, this.reading, ownMembers, ({ groups, places }) => {
      this.rouse(places);
      for (const [member, group] of this.members) if (groups.includes(group)) member.rebalance();
    });
    this.notices.start();
    this.retention = logRetention(this.reading);
    this.retention.start();
  }

  async append(topic: string, records: readonly BusRecord[]): Promise<void> {
    if (records.length === 0) return;
    const partitions = await this.log.append(topic, records);
    const places = [...partitions].map((partition) => keyOf({ topic, partition }));
    this.rouse(places);
    this.notices.appended(places);
  }

  async subscribe(subscription: Subscription, onRecords: OnRecords): Promise<{ stop(): Promise<void> }> {
    const table = new GroupTable(this.reading, subscription, randomUUID());
    const changed = (): void => {
      this.notices.groupChanged(subscription.group);
      for (const [other, group] of this.members) if (other !== member && group === subscription.group) other.rebalance();
    };
    const member = new GroupMember(table, this.log, onRecords, changed, this.pollMs);
    this.members.set(member, subscription.group);
    const stop = async (): Promise<void> => {
      this.members.delete(member);
      await member.stop();
    };
    try {
      await member.start(subscription.topics);
    } catch (error) {
      await stop();
      throw error;
    }
    return { stop };
  }

  lag(group: string): Promise<Lag[]> {
    return lagOf(this.reading, group);
  }

  async health(): Promise<void> {
    await this.durable.query('SELECT 1');
  }

  async close(): Promise<void> {
    await Promise.all([...this.members.keys()].map((member) => member.stop()));
    this.members.clear();
    await this.notices.stop();
    await this.retention.stop();
    await Promise.all([this.durable.end(), this.reading.end()]);
  }

  private rouse(places: readonly string[]): void {
    for (const member of this.members.keys()) for (const place of places) member.wake(place);
  }
}

function poolOf(connectionString: string, max: number, options: string): Pool {
  return databasePool({ connectionString, max, options: sessionOptions(SCHEMA, 'background') + options, application_name: 'bus' });
}
