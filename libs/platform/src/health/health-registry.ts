/** One thing a process needs in order to work. */
export interface Check {
  readonly name: string;
  /** `live`: when it fails the process must be restarted. `ready`: when it fails, requests should go elsewhere for now. */
  readonly kind: 'live' | 'ready';
  /** Resolves to a short word on its state; rejects with the reason. */
  probe(): Promise<string>;
}

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What the parts of a process say of their health. */
export class HealthRegistry {
  private readonly checks: Check[] = [];
  private readonly underWay = new Map<Check['kind'], Promise<CheckResult[]>>();

  add(check: Check): void {
    this.checks.push(check);
  }

  /** Whoever asks while the checks are under way hears what they say: anybody may ask, and each check is work for a database. */
  run(kind: Check['kind']): Promise<CheckResult[]> {
    const known = this.underWay.get(kind);
    if (known) return known;
    const results = this.probe(kind).finally(() => this.underWay.delete(kind));
    this.underWay.set(kind, results);
    return results;
  }

  private probe(kind: Check['kind']): Promise<CheckResult[]> {
    return Promise.all(
      this.checks
        .filter((check) => check.kind === kind)
        .map(async (check) => {
          try {
            return { name: check.name, ok: true, detail: await check.probe() };
          } catch (error) {
            return { name: check.name, ok: false, detail: error instanceof Error ? error.message : 'failed' };
          }
        }),
    );
  }
}
