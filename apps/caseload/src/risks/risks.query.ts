import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import type { CareStage } from './clinical-care.entity';
import type { ClinicalCareView, RiskList } from './risk.dto';
import { RiskAccessQuery } from './risk-access.query';
import { RiskRepository } from './risk.repository';

interface Milestones {
  readonly first_contact_at: Date | null;
  readonly review_since: Date | null;
}

const MILESTONES = `
  SELECT c.first_contact_at, (SELECT max(a.created_at) FROM action a WHERE a.case_id = c.id AND a.type = 'review' AND a.done_at IS NULL) AS review_since
  FROM "case" c WHERE c.id = $1`;

const ABOUT = `SELECT reference, person #>> '{name,text}' AS name FROM "case" WHERE id = $1`;

/** A case's risks, and the answers to the safeguard question (CL-23). Each read is audited. */
@Injectable()
export class RisksQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly risks: RiskRepository,
    private readonly access: RiskAccessQuery,
    private readonly audit: AuditService,
  ) {}

  ofCase(caseId: string, caller: Principal): Promise<RiskList> {
    return this.transaction.run(async () => {
      await this.access.assert(caseId, caller);
      const risks = await this.risks.ofCase(caseId);
      const [about] = await this.transaction.read<{ reference: string; name: string | null }>(ABOUT, [caseId]);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      const items = risks.map(({ id, code, active, note, liftedReason, raisedAt, signedOffAt, signedOffName }) => ({
        ...{ id, code, active, note, liftedReason, raisedAt: raisedAt.toISOString() },
        ...{ signedOffAt: signedOffAt?.toISOString() ?? null, signedOffBy: signedOffName },
      }));
      return { reference: about?.reference ?? '', name: about?.name ?? null, items };
    });
  }

  clinicalCare(caseId: string, caller: Principal): Promise<ClinicalCareView> {
    return this.transaction.run(async () => {
      await this.access.assert(caseId, caller);
      const checks = await this.risks.checksOf(caseId);
      const [milestones] = await this.transaction.read<Milestones>(MILESTONES, [caseId]);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      const items = checks.map(({ stage, answer, note, at }) => ({
        stage,
        answer,
        at: at.toISOString(),
        ...(note === null ? {} : { note }),
      }));
      return { due: dueOf(milestones, checks), items };
    });
  }
}

// At intake from the first contact on, and again with each review that opens.
function dueOf(milestones: Milestones | undefined, checks: readonly { stage: CareStage; at: Date }[]): CareStage | null {
  if (!milestones?.first_contact_at) return null;
  if (checks.length === 0) return 'intake';
  const { review_since: since } = milestones;
  return since && !checks.some(({ at }) => at >= since) ? 'review' : null;
}
