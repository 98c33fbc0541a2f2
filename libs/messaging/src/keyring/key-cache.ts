/** Most keys of each kind that a process remembers. */
const MOST = 10_000;

/** Remembers a bounded number of keys for a while; the oldest go first. */
export class KeyCache<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly until: number }>();

  get(key: string, now = performance.now()): Value | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > now ? entry.value : undefined;
  }

  set(key: string, value: Value, forMs: number, now = performance.now()): void {
    this.entries.delete(key);
    this.entries.set(key, { value, until: now + forMs });
    if (this.entries.size > MOST) this.entries.delete(this.entries.keys().next().value ?? '');
  }

  clear(): void {
    this.entries.clear();
  }

  get size(): number {
    return this.entries.size;
  }
}
