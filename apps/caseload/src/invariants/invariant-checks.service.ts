import { Injectable } from '@nestjs/common';
import { CONNECTION_TRANSITIONS } from '../connections/connection-state.rules';

/** States in which a connection's history may begin. */
const BEGINNINGS = ['suggested', 'agreed', 'referred'];

// Both conditions of CL-02, without the constraints that keep them: this is what finds that a constraint is gone.
const ALLOCATED_OR_QUEUED = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id)
  WHERE c.status NOT IN ('unallocated', 'allocated', 'supporting', 'handing-over', 'closed')
    OR (c.status <> 'closed' AND (c.status = 'unallocated') <> (c.worker_id IS NULL))`;

const HAS_NEXT_ACTION = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id)
  WHERE c.status <> 'closed' AND (c.next_action_type IS NULL OR coalesce(c.next_action_title, '') = ''
    OR c.next_action_owner IS NULL OR c.next_action_due_at IS NULL)`;

const ALLOWED = Object.entries(CONNECTION_TRANSITIONS).flatMap(([from, states]) => states.map((to) => `('${from}', '${to}')`));

const LEGAL_HISTORY = `
  SELECT h.case_id FROM (
    SELECT n.case_id, s.position, s.state, n.state AS now_in, n.state_count,
      lag(s.state) OVER steps AS before, lead(s.state) OVER steps AS after
    FROM connection n JOIN scope ON scope.id = n.case_id JOIN connection_status s ON s.connection_id = n.id
    WINDOW steps AS (PARTITION BY n.id ORDER BY s.position)) h
  WHERE (h.before IS NULL AND (h.position <> 1 OR h.state NOT IN (${BEGINNINGS.map((state) => `'${state}'`).join(', ')})))
    OR (h.before IS NOT NULL AND (h.before, h.state) NOT IN (${ALLOWED.join(', ')}))
    OR (h.after IS NULL AND (h.state <> h.now_in OR h.position <> h.state_count))
  UNION
  SELECT n.case_id FROM connection n JOIN scope ON scope.id = n.case_id
  WHERE NOT EXISTS (SELECT 1 FROM connection_status s WHERE s.connection_id = n.id)`;

// Also a version that is gone, or that was agreed past the trigger.
const PLANS_UNCHANGED = `
  SELECT s.case_id FROM plan_seal s JOIN scope ON scope.id = s.case_id LEFT JOIN plan p ON p.id = s.plan_id
  WHERE p.id IS NULL OR plan_checksum(p) <> s.checksum
  UNION ALL
  SELECT p.case_id FROM plan p JOIN scope ON scope.id = p.case_id
  WHERE p.state = 'agreed' AND NOT EXISTS (SELECT 1 FROM plan_seal s WHERE s.plan_id = p.id)`;

/** Checks that are made in code: of each, by its name, the cases for which it does not hold. */
export interface Recomputed {
  readonly names: readonly string[];
  readonly find: (caseIds: readonly string[], now: Date) => Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * What must hold over all cases. A feature adds its own when it starts (`onModuleInit`): a name in kebab-case, which names the
 * alert `invariant-<name>`, and SQL that answers `case_id` of each case for which it does not hold. The SQL looks at the cases
 * of the table `scope (id)` alone; the table `moment (now, today)` has one row.
 */
@Injectable()
export class InvariantChecks {
  private readonly checks = new Map<string, string>([
    ['allocated-or-queued', ALLOCATED_OR_QUEUED],
    ['has-next-action', HAS_NEXT_ACTION],
    ['legal-transitions', LEGAL_HISTORY],
    ['agreed-plans-unchanged', PLANS_UNCHANGED],
  ]);

  private readonly recomputed: Recomputed[] = [];

  add(name: string, sql: string): void {
    this.assertNew(name);
    this.checks.set(name, sql);
  }

  /** Checks that work out anew what is stored, for cases given by their ids. */
  addRecomputed(recomputed: Recomputed): void {
    for (const name of recomputed.names) this.assertNew(name);
    this.recomputed.push(recomputed);
  }

  names(): string[] {
    return [...this.checks.keys(), ...this.recomputed.flatMap(({ names }) => names)];
  }

  allRecomputed(): readonly Recomputed[] {
    return this.recomputed;
  }

  all(): readonly (readonly [name: string, sql: string])[] {
    return [...this.checks];
  }

  private assertNew(name: string): void {
    if (this.names().includes(name)) throw new Error(`There is an invariant check ${name} already`);
  }
}
