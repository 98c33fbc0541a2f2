import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { BackgroundLoop } from '#libs/platform';
import { DedicatedConnection, type ConnectionAddress } from '../dedicated-connection';
import { throttled } from '../throttled';

const CHANNEL = 'bus';
const MOST_BYTES = 7000;

interface Notice {
  readonly from: string;
  readonly groups: readonly string[];
  readonly places: readonly string[];
}

/**
 * Tells other processes what is new, and hears what they tell: only hints, polling covers their loss. Sent outside of
 * the transactions they tell of, since NOTIFY inside would make all commits wait for one another.
 */
export class BusNotices {
  private readonly self = randomUUID();
  private readonly places = new Set<string>();
  private readonly groups = new Set<string>();
  private readonly sendSoon: () => void;
  private readonly listening: BackgroundLoop;
  private connection: DedicatedConnection | undefined;
  private others = true;

  constructor(
    private readonly address: ConnectionAddress,
    private readonly pool: Pool,
    private readonly ownMembers: () => readonly string[],
    private readonly heard: (notice: { groups: readonly string[]; places: readonly string[] }) => void,
  ) {
    this.sendSoon = throttled(3, () => this.send());
    this.listening = new BackgroundLoop('bus notices', 1000, () => this.listen());
  }

  start(): void {
    this.listening.start();
  }

  /** Told only while another process reads from the bus. */
  appended(places: Iterable<string>): void {
    if (!this.others) return;
    for (const place of places) this.places.add(place);
    this.sendSoon();
  }

  groupChanged(group: string): void {
    this.groups.add(group);
    this.sendSoon();
  }

  async stop(): Promise<void> {
    await this.listening.stop();
    await this.connection?.close();
  }

  private async send(): Promise<void> {
    const notice: Notice = { from: this.self, groups: [...this.groups], places: [...this.places] };
    if (notice.groups.length + notice.places.length === 0) return;
    this.groups.clear();
    this.places.clear();
    const payload = JSON.stringify(notice);
    if (payload.length < MOST_BYTES)
      await this.pool.query({ name: 'notify', text: `SELECT pg_notify($1, $2)`, values: [CHANNEL, payload] });
  }

  private async listen(): Promise<boolean> {
    await this.lookForOthers();
    if (this.connection) return false;
    const connection = await DedicatedConnection.open(this.address, () => {
      this.connection = undefined;
    });
    await connection.listen(CHANNEL, (payload) => {
      const notice = JSON.parse(payload) as Notice;
      if (notice.from !== this.self) this.heard(notice);
    });
    this.connection = connection;
    return false;
  }

  private async lookForOthers(): Promise<void> {
    const { rows } = await this.pool.query<{ others: boolean }>({
      name: 'others',
      text: `SELECT EXISTS (SELECT 1 FROM group_member WHERE lease_until > now() AND member <> ALL ($1::uuid[])) AS others`,
      values: [this.ownMembers()],
    });
    this.others = rows[0]?.others ?? true;
  }
}
