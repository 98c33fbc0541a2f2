import { Logger } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { BackgroundLoop } from '#libs/platform';
import type { KeyWrapping, WrappedKey } from '../sealing/key-wrapping';
import type { KeyTable } from './key-table';

const EVERY_MS = 3_600_000;
const CHUNK = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Wraps with the environment's first key what older ones have wrapped, and tells how many keys each still holds. */
export class KeyRotation {
  private readonly logger = new Logger('keyring rotation');
  private readonly loop = new BackgroundLoop('keyring rotation', EVERY_MS, () => this.round());
  private gauge: Gauge | undefined;
  private after = FIRST;

  constructor(
    private readonly table: KeyTable,
    private readonly wrapping: KeyWrapping,
  ) {}

  /** Tells by the metric `sealing_keys_wrapped`; a key of which it says nothing any more may leave SEALING_KEYS. */
  tellIn(registry: Registry): void {
    const help = 'Keys of persons that this one of SEALING_KEYS has wrapped';
    this.gauge ??= new Gauge({ name: 'sealing_keys_wrapped', help, labelNames: ['kid'], registers: [registry] });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  private async round(): Promise<boolean> {
    const older = await this.table.wrappedBy(this.wrapping.olderKids, this.after, CHUNK);
    const rewrapped = older.flatMap(({ keyId, wrapped }) => this.rewrapped(keyId, wrapped) ?? []);
    if (rewrapped.length > 0) await this.table.rewrap(rewrapped);
    this.after = older.at(-1)?.keyId ?? FIRST;
    if (older.length > 0) return true;
    const counts = await this.table.count();
    this.gauge?.reset();
    for (const { kid, keys } of counts) this.gauge?.set({ kid }, keys);
    return false;
  }

  // One damaged row must not keep all others from the new key.
  private rewrapped(keyId: string, old: string): (WrappedKey & { readonly keyId: string; readonly old: string }) | undefined {
    try {
      return { keyId, old, ...this.wrapping.wrap(this.wrapping.unwrap(keyId, old)) };
    } catch (error) {
      this.logger.error(`The key ${keyId} could not be wrapped anew: ${(error as Error).message}`);
      return undefined;
    }
  }
}
