import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Transaction } from '#libs/platform';
import { Action } from '../actions/action.entity';
import type { LockedCase } from '../cases/case-file.repository';
import { Case } from '../cases/case.entity';
import { ClockPause } from '../clocks/clock-pause.entity';
import { Connection } from '../connections/connection.entity';
import type { SchemeSettings } from '../schemes/scheme-settings.dto';
import type { SchemeCopy } from '../schemes/scheme-copy.entity';
import { SchemeRepository } from '../schemes/scheme.repository';
import { driftOf } from './derived-state.view';
import type { Drift } from './rebuilt-case.entity';

interface Row {
  readonly caseId: string;
}

const TIMERS = `SELECT subject_id AS "caseId", kind, due_at AS "dueAt" FROM timer WHERE subject_id = ANY($1::text[])`;
const ALERTS = `SELECT case_id AS "caseId", code, since FROM alert WHERE case_id = ANY($1::uuid[])`;
const MOVES = `
  SELECT case_id AS "caseId", max(made_at) AS at FROM case_move
  WHERE case_id = ANY($1::uuid[]) AND from_scheme_id <> to_scheme_id AND undone_at IS NULL GROUP BY case_id`;

/** Works out anew what follows from the record of cases, and tells where something else is stored. */
@Injectable()
export class DerivedStateQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
  ) {}

  /** By case. A case that changes meanwhile was worked out anew by its change. */
  async driftOf(caseIds: readonly string[], now: Date): Promise<Map<string, Drift[]>> {
    const { reader } = this.transaction;
    const ofCases = { where: { caseId: In(caseIds) } };
    const cases = await reader.find(Case, { where: { id: In(caseIds) } });
    const connections = byCase(await reader.find(Connection, { ...ofCases, order: { requestedAt: 'ASC', id: 'ASC' } }));
    const actions = byCase(
      await reader.find(Action, { where: { caseId: In(caseIds), doneAt: IsNull() }, order: { dueAt: 'ASC', id: 'ASC' } }),
    );
    const pauses = byCase(await reader.find(ClockPause, ofCases));
    const timers = byCase(await this.transaction.read<Row & { kind: string; dueAt: Date }>(TIMERS, [caseIds]));
    const alerts = byCase(await this.transaction.read<Row & { code: string; since: Date }>(ALERTS, [caseIds]));
    const moves = byCase(await this.transaction.read<Row & { at: Date }>(MOVES, [caseIds]));
    const schemes = await this.schemesOf(cases);
    const drifted = new Map<string, Drift[]>();
    for (const found of cases) {
      const { id, schemeId } = found;
      const of = schemes.get(schemeId);
      if (!of) continue;
      const { scheme, settings } = of;
      const own = { connections: connections.get(id) ?? [], actions: actions.get(id) ?? [], pauses: pauses.get(id) ?? [] };
      const locked: LockedCase = { case: found, clocks: scheme.clocks, settings, ...own };
      const set = new Map((timers.get(id) ?? []).map(({ kind, dueAt }) => [kind, dueAt]));
      const beside = { timers: set, alerts: alerts.get(id) ?? [], scheme, clocksFrom: moves.get(id)?.[0]?.at ?? found.receivedAt };
      const drift = driftOf(locked, beside, now);
      if (drift.length > 0) drifted.set(id, drift);
    }
    return this.unchanged(cases, drifted);
  }

  private async unchanged(cases: readonly Case[], drifted: Map<string, Drift[]>): Promise<Map<string, Drift[]>> {
    if (drifted.size === 0) return drifted;
    const rows = await this.transaction.read<{ id: string; version: number }>(`SELECT id, version FROM "case" WHERE id = ANY($1::uuid[])`, [
      [...drifted.keys()],
    ]);
    const versions = new Map(rows.map(({ id, version }) => [id, version]));
    for (const { id, version } of cases) if (versions.has(id) && versions.get(id) !== version) drifted.delete(id);
    return drifted;
  }

  private async schemesOf(cases: readonly Case[]): Promise<Map<string, { scheme: SchemeCopy; settings: SchemeSettings }>> {
    const found = new Map<string, { scheme: SchemeCopy; settings: SchemeSettings }>();
    for (const id of new Set(cases.map(({ schemeId }) => schemeId)))
      found.set(id, { scheme: await this.schemes.get(id), settings: await this.schemes.settings(id) });
    return found;
  }
}

function byCase<T extends Row>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.caseId, [...(found.get(row.caseId) ?? []), row]);
  return found;
}
