import { Injectable } from '@nestjs/common';
import { NotFoundError, type WorkerRole } from '#libs/contracts';
import { Clock, Transaction, type Principal } from '#libs/platform';
import { localDateOf } from '../clocks/working-days.rules';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ReachQuery } from '../workers/reach.query';
import type { WteQueryDto, WteView } from './employment.dto';
import { WteOfEnglandOnlyError } from './employment.errors';

interface TitleRow {
  readonly role: WorkerRole;
  readonly title: string;
  readonly wte: string;
  readonly workers: string[];
}

const BY_TITLE = `
  SELECT e.role, e.title, sum(e.wte) AS wte, array_agg(DISTINCT w.id) AS workers
  FROM employment e JOIN worker w ON w.id = e.worker_id
  WHERE w.organisation_id = $1 AND $2::uuid = ANY(w.scheme_ids) AND e.valid_from <= $3 AND (e.valid_until IS NULL OR e.valid_until >= $3)
  GROUP BY e.role, e.title ORDER BY e.role, e.title`;

/** How many whole-time equivalents work for a scheme on a day, by role (CL-26). */
@Injectable()
export class WteQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly reach: ReachQuery,
    private readonly clock: Clock,
  ) {}

  async on({ schemeId, on = localDateOf(this.clock.now()) }: WteQueryDto, caller: Principal): Promise<WteView> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const isWithin = schemeIds === null || schemeIds.includes(schemeId);
    if (!isWithin || !(await this.schemes.isOf(schemeId, organisationId))) throw new NotFoundError('scheme');
    const { nation } = await this.schemes.get(schemeId);
    if (nation !== 'england') throw new WteOfEnglandOnlyError(nation);
    const rows = await this.transaction.read<TitleRow>(BY_TITLE, [organisationId, schemeId, on]);
    const roles = [...new Set(rows.map(({ role }) => role))];
    return { on, items: roles.map((role) => ofRole(role, rows)) };
  }
}

function ofRole(role: WorkerRole, all: readonly TitleRow[]): WteView['items'][number] {
  const rows = all.filter((row) => row.role === role);
  const sum = rows.reduce((total, { wte }) => total + Math.round(Number(wte) * 100), 0) / 100;
  const workers = new Set(rows.flatMap((row) => row.workers)).size;
  return { role, workers, wte: sum, titles: rows.map(({ title, wte }) => ({ title, wte: Number(wte) })) };
}
