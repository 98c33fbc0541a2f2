import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal';
import type { ProcessConfig } from '../config/process.config';
import type { ErrorFormats } from '../http/error-format';
import { TooManyRequestsError } from '../http/request.errors';
import type { CallCounts } from './call-counts';

const MINUTE_MS = 60_000;

type Limits = Pick<ProcessConfig, 'callsPerCaller' | 'fhirCallsPerCaller' | 'formsPerAddress'>;
type Check = (request: FastifyRequest) => Promise<void>;

/** How often one caller or one address is answered within a minute; more throws `TooManyRequestsError`. */
export class RateLimits {
  private readonly keys = new WeakMap<FastifyRequest, string>();
  private readonly calls: Check;
  private readonly fhirCalls: Check;
  private readonly forms: Check;
  private readonly strangers: Check;

  constructor(
    private readonly server: FastifyInstance,
    limits: Limits,
    private readonly formats: ErrorFormats,
    counts: CallCounts,
  ) {
    class Store {
      incr(key: string, done: (error: Error | null, result?: { current: number; ttl: number }) => void): void {
        done(null, counts.count(key));
      }

      child(): this {
        return this;
      }
    }
    void server.register(rateLimit, { global: false, timeWindow: MINUTE_MS, store: Store });
    this.calls = this.limit(limits.callsPerCaller);
    this.fhirCalls = this.limit(limits.fhirCallsPerCaller);
    this.forms = this.limit(limits.formsPerAddress);
    this.strangers = this.limit(limits.callsPerCaller);
  }

  /** A call of a known caller: by who they are, not by their token, of which they may have many. */
  caller(request: FastifyRequest, { kind, subject }: Principal): Promise<void> {
    const isFhir = this.formats.bodiesAt(request.url).isLarge;
    this.keys.set(request, `${isFhir ? 'fhir' : 'own'} ${kind} ${subject}`);
    return isFhir ? this.fhirCalls(request) : this.calls(request);
  }

  /** A form that anybody may send, or the beginning of a sign-in; `place` is its address in the route table. */
  form(request: FastifyRequest, place: string): Promise<void> {
    this.keys.set(request, `form ${place} ${addressOf(request)}`);
    return this.forms(request);
  }

  /** Anything else that is asked without a token and costs us work. */
  stranger(request: FastifyRequest): Promise<void> {
    this.keys.set(request, `stranger ${addressOf(request)}`);
    return this.strangers(request);
  }

  private limit(max: number): Check {
    if (max === 0) return () => Promise.resolve();
    // The plugin is there when the first request is.
    let check: ReturnType<FastifyInstance['createRateLimit']> | undefined;
    return async (request) => {
      check ??= this.server.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator: (asked) => this.keys.get(asked) ?? '' });
      const found = await check(request);
      if (!found.isAllowed && found.isExceeded) throw new TooManyRequestsError(max, found.ttlInSeconds);
    };
  }
}

/** IPv6 by its network of 64 bits, which one household or office has to itself. */
function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip);
}
