import { Injectable, Logger, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access } from '../auth/access.decorator';
import type { Principal } from '../auth/principal';
import { RecordReaches, type PathParameters } from '../auth/record-reach';
import { failureOf } from '../http/failure';
import type { AuditedAct, AuditService } from './audit.service';

/** Attempts of one caller within a minute that one service refused for one reason and that stand one by one; of more only the number does, so that nobody fills the disk. */
const ONE_BY_ONE = 60;
const MINUTE_MS = 60_000;
/** By what lists name the people that they are about. */
const ABOUT = { caseId: 'case', referralId: 'referral', personId: 'person' } as const;
const REFUSALS: Readonly<Record<number, 'forbidden' | 'not-found'>> = { 403: 'forbidden', 404: 'not-found' };

/**
 * What every operation leaves in its service's audit trail without a line of its own: an entry for one whose use case wrote none, and one for
 * each attempt that was refused, by role or since nothing such exists for the caller.
 */
@Injectable()
export class AuditDoor {
  private readonly logger = new Logger('audit');
  private readonly trails = new Map<unknown, AuditService>();
  private readonly attempts = new Map<string, { count: number }>();

  constructor(private readonly reaches: RecordReaches) {}

  offer(controllers: readonly Type[], trail: AuditService): boolean {
    if (trail.service === undefined) return false;
    for (const key of [trail.service, ...controllers]) this.trails.set(key, trail);
    return true;
  }

  /** Awaited before the answer leaves: nobody sees what is not in the trail. */
  async answered(context: ExecutionContext, caller: Principal, answer: unknown): Promise<void> {
    const access = Reflect.getMetadata(ACCESS, context.getHandler()) as Access | 'public' | undefined;
    if (access !== undefined && access !== 'public' && access.tellsOfNobody === true) return;
    const act = this.act(context, caller, (text) => text);
    const shown = act.entityId === '-' ? shownIn(answer) : undefined;
    if (shown) await this.trailOf(context)?.recordEach({ ...act, action: 'list', entity: shown.entity }, shown.ids);
    else await this.trailOf(context)?.record(act);
  }

  /** In a transaction of its own, and the answer does not wait for it. */
  refused(context: ExecutionContext, caller: Principal, error: unknown): void {
    const trail = this.trailOf(context);
    const refused = REFUSALS[failureOf(error).status];
    if (!trail || !refused) return;
    const write = (act: AuditedAct) => {
      trail.record(act).catch((failure: unknown) => {
        this.logger.warn(`a refused attempt could not be audited: ${(failure as Error).message}`);
      });
    };
    const which = `${trail.service ?? ''} ${refused} ${caller.kind} ${caller.subject}`;
    const mine = this.attempts.get(which) ?? { count: 0 };
    mine.count += 1;
    if (mine.count <= ONE_BY_ONE) write({ ...this.act(context, caller, (text) => trail.hidden(text)), refused });
    if (this.attempts.has(which)) return;
    this.attempts.set(which, mine);
    setTimeout(() => {
      this.attempts.delete(which);
      const more = mine.count - ONE_BY_ONE;
      if (more > 0) write({ by: caller, action: 'try', entity: 'more-attempts', entityId: String(more), refused });
    }, MINUTE_MS).unref();
  }

  /** Of the service whose controller it is, or under whose addresses it stands: some doors are the same in every service. */
  private trailOf(context: ExecutionContext): AuditService | undefined {
    const [, service] = /^\/api\/([^/]+)\//.exec(urlOf(context)) ?? [];
    return this.trails.get(context.getClass()) ?? this.trails.get(service);
  }

  /** The act as its address names it: the last record of the path, else the list at its end. */
  private act(context: ExecutionContext, by: Principal, kept: (text: string) => string): AuditedAct {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const path = urlOf(context).split('/').filter(Boolean);
    const named = path.filter((part) => part.startsWith(':')).map((part) => part.slice(1));
    const last = named.at(-1);
    const value = last === undefined ? undefined : (request.params as PathParameters)[last];
    const entity = last === undefined ? path.at(-1) : this.reaches.record(context.getClass(), last)?.what;
    const action = request.method === 'GET' ? 'read' : 'change';
    return { by, action, entity: entity ?? '-', entityId: value === undefined ? '-' : kept(value) };
  }
}

/** The address as its route has it: `/api/caseload/cases/:caseId`. */
function urlOf(context: ExecutionContext): string {
  return context.switchToHttp().getRequest<FastifyRequest>().routeOptions.url ?? '';
}

/** The people's records that a list shows, each once. */
function shownIn(answer: unknown): { entity: string; ids: string[] } | undefined {
  const items = (answer as { items?: unknown } | null | undefined)?.items;
  if (!Array.isArray(items)) return undefined;
  const [first] = items as unknown[];
  for (const [name, entity] of Object.entries(ABOUT)) {
    if (typeof first !== 'object' || first === null || !(name in first)) continue;
    const ids = (items as Record<string, unknown>[]).flatMap((item) => (typeof item[name] === 'string' ? [item[name]] : []));
    return ids.length > 0 ? { entity, ids: [...new Set(ids)] } : undefined;
  }
  return undefined;
}
