import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { IN_PERSON_MODES } from '../contacts/contact-modes.rules';
import type { RemoteMode } from './remote-mode.entity';

const AFFECTED = `p.state = 'planned' AND p.mode = ANY($2) AND p.at >= $3 AND ($4::timestamptz IS NULL OR p.at < $4)
  AND p.case_id IN (SELECT id FROM "case" WHERE scheme_id = $1 AND status <> 'closed')`;

const SWITCH = `UPDATE planned_contact p SET before_remote = jsonb_build_object('mode', p.mode, 'place', p.place), mode = $5, place = NULL, remote_mode_id = $6
  WHERE ${AFFECTED} RETURNING p.case_id AS "caseId"`;

const RESTORE = `UPDATE planned_contact SET mode = before_remote ->> 'mode', place = before_remote ->> 'place', remote_mode_id = NULL, before_remote = NULL
  WHERE remote_mode_id = $1 AND state = 'planned' RETURNING case_id AS "caseId"`;

/**
 * Planned contacts of a whole scheme at once. What is next on a case, and when, does not depend on how a contact happens, so no
 * next action has to be worked out; each case is locked, in one order, counts its version on and is audited as ever.
 */
@Injectable()
export class RemoteContactsRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  /** The cases with in-person contacts planned in that time, once for each contact. */
  async affected({ schemeId, fromAt, untilAt }: RemoteMode): Promise<string[]> {
    const rows = await this.transaction.query<{ caseId: string }>(`SELECT p.case_id AS "caseId" FROM planned_contact p WHERE ${AFFECTED}`, [
      schemeId,
      IN_PERSON_MODES,
      fromAt,
      untilAt,
    ]);
    return rows.map(({ caseId }) => caseId);
  }

  /** Makes them remote; each keeps its time. Answers the case of each. */
  async switch({ id, schemeId, fromAt, untilAt, mode }: RemoteMode, by: Principal): Promise<string[]> {
    await this.lockCases(`SELECT p.case_id FROM planned_contact p WHERE ${AFFECTED}`, [schemeId, IN_PERSON_MODES, fromAt, untilAt]);
    return this.change(SWITCH, [schemeId, IN_PERSON_MODES, fromAt, untilAt, mode, id], by, 'switch-to-remote');
  }

  /** Gives those that nobody has changed since their mode and place back. Answers the case of each. */
  async restore({ id }: RemoteMode, by: Principal): Promise<string[]> {
    await this.lockCases(`SELECT case_id FROM planned_contact WHERE remote_mode_id = $1`, [id]);
    return this.change(RESTORE, [id], by, 'undo-remote');
  }

  private async lockCases(ofContacts: string, parameters: unknown[]): Promise<void> {
    await this.transaction.query(`SELECT 1 FROM "case" WHERE id IN (${ofContacts}) ORDER BY id FOR UPDATE`, parameters);
  }

  private async change(update: string, parameters: unknown[], by: Principal, action: string): Promise<string[]> {
    const changed = (await this.transaction.query<{ caseId: string }>(update, parameters)).map(({ caseId }) => caseId);
    const cases = [...new Set(changed)];
    await this.transaction.query(`UPDATE "case" SET version = version + 1 WHERE id = ANY($1)`, [cases]);
    for (const entityId of cases) await this.audit.record({ by, action, entity: 'case', entityId });
    return changed;
  }
}
