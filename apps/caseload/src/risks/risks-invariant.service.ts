import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InvariantChecks } from '../invariants/invariant-checks.service';

// A refer-back answers a risk once a clinician has acknowledged it. What was raised after the case had closed did not stand in its way. A sender may take back a referral over a risk: an alert says so.
const CLOSED_WITH_RISK = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id) JOIN case_risk r ON r.case_id = c.id
  WHERE c.status = 'closed' AND c.closure_reason NOT IN ('withdrawn', 'entered-in-error') AND r.active AND r.signed_off_at IS NULL AND r.raised_at <= c.closed_at
    AND NOT EXISTS (SELECT 1 FROM refer_back b WHERE b.case_id = r.case_id AND b.referred_at >= r.raised_at AND b.acknowledged_at IS NOT NULL)`;

const CLOSED_WITH_NEED = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id) JOIN case_need n ON n.case_id = c.id
  WHERE c.status = 'closed' AND n.status = 'open'`;

/** Proved each night: no case was closed over an active risk (CL-23) or an open need (CL-39), whatever the reason. */
@Injectable()
export class RisksInvariant implements OnModuleInit {
  constructor(private readonly checks: InvariantChecks) {}

  onModuleInit(): void {
    this.checks.add('closed-with-risk', CLOSED_WITH_RISK);
    this.checks.add('closed-with-need', CLOSED_WITH_NEED);
  }
}
