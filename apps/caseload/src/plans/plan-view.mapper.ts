import { withoutRestricted, type PlanContent } from './plan-content.rules';
import type { PlanContentDto } from './plan-content.dto';
import type { PlanSummary, PlanView } from './plan.dto';
import type { Plan } from './plan.entity';

export function planSummaryOf(plan: Plan): PlanSummary {
  const { id, version, state, contributors, createdAt, changedAt, revision } = plan;
  const times = { createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() };
  return { id, version, state, agreement: agreementViewOf(plan), contributors: [...contributors], ...times, revision };
}

/** A version with its sections, in the shape in which they are written; what is restricted only to those who see it. */
export function planViewFor(seesRestricted: boolean, plan: Plan): PlanView {
  const shown = seesRestricted ? plan : withoutRestricted(plan);
  return Object.assign(planSummaryOf(plan), { caseId: plan.caseId }, sectionsOf(shown));
}

function sectionsOf({ whatMatters, connections, expectations, selfCare, assets, goals, actions }: PlanContent): PlanContentDto {
  return {
    whatMatters,
    connections: connections.map(({ notYetFound, ...entry }) =>
      notYetFound ? { ...entry, notYetFound: { need: notYetFound.need, reason: notYetFound.reason } } : entry,
    ),
    expectations: [...expectations],
    selfCare: [...selfCare],
    assets: [...assets],
    goals: [...goals],
    actions: [...actions],
  };
}

function agreementViewOf({ agreedOn, howGiven, givenBy, copyOffered, agreedAt }: Plan): PlanSummary['agreement'] {
  if (agreedOn === null || howGiven === null || givenBy === null || copyOffered === null || agreedAt === null) return null;
  return { agreedOn, howGiven, givenBy, copyOffered, agreedAt: agreedAt.toISOString() };
}
