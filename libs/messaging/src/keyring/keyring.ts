import type { DomainError } from '#libs/contracts';
import { KeyWrapping } from '../sealing/key-wrapping';
import type { SealingKey } from '../sealing/sealing-keys';
import { PersonErasedError } from '../sealing/sealing.errors';
import { ErasureNotices } from './erasure-notices';
import { Gathering } from './gathering';
import { KeyCache } from './key-cache';
import { KeyTable, type Erasure, type KeyRow } from './key-table';
import { KeyRotation } from './key-rotation';

/** A key, or why there is none. */
export type FoundKey = SealingKey | { readonly kid: string; readonly fault: DomainError };

/** How long a key is remembered while erasures are heard of, and while they are not. */
const REMEMBERED_MS = 60_000;
const UNHEARD_MS = 1000;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The keys of persons, one each, kept in the database and wrapped by the environment's keys. Erasing one makes all that it
 * sealed unreadable, wherever it lies. A process remembers keys shortly and forgets all of them when any is erased.
 * When the database is away, methods reject as any query does: the work is to be tried again.
 */
export class Keyring {
  readonly rotation: KeyRotation;
  private readonly table: KeyTable;
  private readonly notices: ErasureNotices;
  private readonly byPerson = new KeyCache<FoundKey>();
  private readonly byId = new KeyCache<FoundKey>();
  private readonly persons: Gathering<string, FoundKey>;
  private readonly ids: Gathering<string, FoundKey>;
  private readonly wrapping: KeyWrapping;
  private erasures = 0;

  /** `environmentKeys` as in SEALING_KEYS: the first wraps, all of them unwrap. */
  constructor(url: string, environmentKeys: readonly SealingKey[]) {
    const wrapping = (this.wrapping = new KeyWrapping(environmentKeys));
    this.table = new KeyTable(url);
    this.notices = new ErasureNotices(url, () => this.forget());
    this.rotation = new KeyRotation(this.table, wrapping);
    this.persons = new Gathering((personIds) => this.read(() => this.table.ofPersons(personIds, wrapping), 'personId'));
    this.ids = new Gathering((keyIds) => this.read(() => this.table.find(keyIds), 'keyId'));
  }

  start(): void {
    this.notices.start();
    this.rotation.start();
  }

  async close(): Promise<void> {
    await this.rotation.stop();
    await this.notices.stop();
    await this.table.close();
  }

  /** The person's key, made when there is none; at once when it is remembered. Throws `PersonErasedError` when it was erased. */
  keyOf(personId: string): SealingKey | Promise<SealingKey> {
    const id = personId.toLowerCase();
    const remembered = this.byPerson.get(id);
    if (remembered) return usable(remembered);
    return this.persons.ask([id]).then((found) => {
      const key = found.get(id);
      if (!key) throw new Error('the keyring made no key');
      return usable(key);
    });
  }

  /** The keys of these names, as far as there are any; without a query when all are remembered. */
  async find(keyIds: Iterable<string>): Promise<ReadonlyMap<string, FoundKey>> {
    const found = new Map<string, FoundKey>();
    const missing: string[] = [];
    for (const keyId of keyIds) {
      const remembered = this.byId.get(keyId);
      if (remembered) found.set(keyId, remembered);
      else if (UUID.test(keyId)) missing.push(keyId);
    }
    return missing.length === 0 ? found : new Map([...found, ...(await this.ids.ask(missing))]);
  }

  /** For good, and again without effect. Other processes hear of it; those that cannot have forgotten the key within a minute. */
  async erase(personId: string): Promise<Erasure> {
    const erasure = await this.table.erase(personId);
    this.forget();
    return erasure;
  }

  /** Rejects with the reason when the keyring cannot be reached. */
  health(): Promise<void> {
    return this.table.reach();
  }

  private forget(): void {
    this.erasures += 1;
    this.byPerson.clear();
    this.byId.clear();
  }

  private async read(query: () => Promise<KeyRow[]>, name: 'personId' | 'keyId'): Promise<Map<string, FoundKey>> {
    const { erasures } = this;
    const rows = await query();
    const found = new Map<string, FoundKey>();
    for (const row of rows) {
      const key = this.keyIn(row);
      found.set(row[name], key);
      // What was read before an erasure and arrived after it may be the erased key.
      if (erasures === this.erasures) this.remember(row, key);
    }
    return found;
  }

  private remember({ personId, keyId }: KeyRow, key: FoundKey): void {
    const forMs = this.notices.listening ? REMEMBERED_MS : UNHEARD_MS;
    this.byPerson.set(personId, key, forMs);
    this.byId.set(keyId, key, forMs);
  }

  private keyIn({ keyId: kid, wrapped, erasedAt }: KeyRow): FoundKey {
    if (wrapped === null) return { kid, fault: new PersonErasedError(erasedAt) };
    try {
      return this.wrapping.unwrap(kid, wrapped);
    } catch (error) {
      return { kid, fault: error as DomainError };
    }
  }
}

function usable(key: FoundKey): SealingKey {
  if ('fault' in key) throw key.fault;
  return key;
}
