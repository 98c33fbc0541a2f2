import { randomUUID } from 'node:crypto';
import { CaseClosed, CaseOpened, ConsentRecorded, SchemePublished, type ConsentDecision } from '#libs/contracts';

const OPENED = '2026-01-05T09:00:00.000Z';

export function schemePublished(schemeId: string, organisationId: string): SchemePublished {
  return Object.assign(new SchemePublished(), {
    schemeId,
    organisationId,
    name: 'Riverside',
    nation: 'england',
    serviceLevels: { allocateWithinWorkingDays: 5, contactWithinWorkingDays: 10, respondWithinWorkingDays: 5 },
  });
}

export function caseOpened(facts: { referralId: string; schemeId: string; organisationId: string }): CaseOpened {
  return Object.assign(new CaseOpened(), { caseId: randomUUID(), openedAt: OPENED, allocateBy: OPENED, ...facts });
}

/** What the person says of being counted. */
export function evaluationConsent(referralId: string, decision: ConsentDecision, at = OPENED): ConsentRecorded {
  const facts = { referralId, caseId: randomUUID(), consentId: randomUUID(), purpose: 'evaluation', decision, at };
  return Object.assign(new ConsentRecorded(), facts);
}

export function caseClosed(referralId: string): CaseClosed {
  return Object.assign(new CaseClosed(), {
    referralId,
    caseId: randomUUID(),
    reason: 'completed',
    contacts: 3,
    closedAt: '2026-03-05T09:00:00.000Z',
  });
}

/** A measurement as it is sent. */
export function ons4(referralId: string, facts: object = {}): object {
  return {
    referralId,
    instrument: 'ons4',
    stage: 'baseline',
    takenAt: '2026-01-10T10:00:00.000Z',
    source: 'self-report',
    answers: { satisfied: 4, worthwhile: 5, happy: 3, anxious: 8 },
    ...facts,
  };
}
