import { createHash } from 'node:crypto';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { callerName, type TrustDocument, type TrustedOrganisation } from '#libs/contracts';
import type { ProcessConfig } from '../config/process.config';
import { TrustUnavailableError } from './auth.errors';

const EVERY_MS = 15_000;
/** Until the first copy is here: the services of one hub start at different moments. */
const UNTIL_FIRST_MS = 1_000;
const TIMEOUT_MS = 5_000;

interface Copy {
  readonly etag: string | undefined;
  readonly organisations: ReadonlyMap<string, TrustedOrganisation>;
  readonly withdrawn: ReadonlySet<string>;
  readonly clients: ReadonlyMap<string, string>;
}

/**
 * A copy of identity's trust document: the registered organisations, and the callers whose tokens no longer count. It is asked again
 * every 15 seconds, so that a disabled caller is refused within a minute, and at once when somebody names an organisation that it does
 * not know. While identity cannot be reached the last copy goes on to count: an outage must not lock everybody out.
 */
export class TrustList implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('trust-list');
  private readonly address: URL;
  private copy: Copy | undefined;
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failing = false;
  private readonly stopped = new AbortController();

  constructor({ publicUrl, identityJwksUrl }: Pick<ProcessConfig, 'publicUrl' | 'identityJwksUrl'>) {
    this.address = new URL('trust', identityJwksUrl ?? `${publicUrl}/identity/jwks`);
  }

  onApplicationBootstrap(): void {
    void this.goOn();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await Promise.allSettled([this.running, this.queued]);
  }

  /**
   * A registered organisation, disabled ones too; undefined when identity knows no such id, which is asked again unless `mayAsk` says no.
   * Throws `TrustUnavailableError` (503).
   */
  async organisation(id: string, mayAsk: () => boolean = () => true): Promise<TrustedOrganisation | undefined> {
    const wanted = id.toLowerCase();
    const found = this.copy?.organisations.get(wanted);
    if (found || (this.copy && !mayAsk())) return found;
    return (await this.renewed()).organisations.get(wanted);
  }

  /** Whether the caller of this hash was disabled or deleted. Throws `TrustUnavailableError` before the first copy. */
  async isWithdrawn(hash: string): Promise<boolean> {
    return (this.copy ?? (await this.renewed())).withdrawn.has(hash);
  }

  /** The organisation of a client, as identity says at this moment; undefined for a client that nobody registered. Throws `TrustUnavailableError` (503). */
  async organisationOfClient(clientId: string): Promise<string | undefined> {
    return (await this.renewed()).clients.get(hashOfCaller('system', clientId));
  }

  /** Asks identity now. A request that is under way may have been answered already, so that a second one waits for it; no third does. */
  refresh(): Promise<void> {
    this.queued ??= (this.running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.queued = undefined;
        this.running = this.fetch();
        return this.running;
      });
    return this.queued;
  }

  private async renewed(): Promise<Copy> {
    await this.refresh();
    if (!this.copy) throw new TrustUnavailableError();
    return this.copy;
  }

  private async goOn(): Promise<void> {
    try {
      await this.refresh();
      if (this.failing) this.logger.log('identity answers again');
      this.failing = false;
    } catch {
      if (!this.failing && this.copy) this.logger.warn('identity cannot be reached: its last trust list goes on to count');
      this.failing = this.copy !== undefined;
    }
    if (this.stopped.signal.aborted) return;
    this.timer = setTimeout(() => void this.goOn(), this.copy ? EVERY_MS : UNTIL_FIRST_MS).unref();
  }

  private async fetch(): Promise<void> {
    try {
      const response = await fetch(this.address, {
        headers: this.copy?.etag === undefined ? {} : { 'if-none-match': this.copy.etag },
        signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      if (response.status === 304) return;
      if (!response.ok) throw new TrustUnavailableError();
      const { organisations, withdrawn, clients } = (await response.json()) as TrustDocument;
      this.copy = {
        etag: response.headers.get('etag') ?? undefined,
        organisations: new Map(organisations.map((organisation) => [organisation.id, organisation])),
        withdrawn: new Set(withdrawn),
        clients: new Map(Object.entries(clients)),
      };
    } catch {
      throw new TrustUnavailableError();
    }
  }
}

/** How the trust document names a caller. */
export function hashOfCaller(kind: 'person' | 'system', subject: string): string {
  return createHash('sha256').update(callerName(kind, subject)).digest('hex');
}
