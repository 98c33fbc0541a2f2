import type { FieldProblem } from '#libs/contracts';
import { dayTooFarAhead } from '../clocks/horizon.rules';
import { localDateOf } from '../clocks/working-days.rules';
import { saysWhatMatters, type PlanContent } from './plan-content.rules';

/** How the person said yes. */
export const HOW_GIVEN = ['in-person', 'by-phone', 'by-video', 'in-writing'] as const;
export type HowGiven = (typeof HOW_GIVEN)[number];

/** Who said yes: the person, or somebody who speaks for them. */
export const GIVEN_BY = ['person', 'carer', 'parent', 'advocate'] as const;
export type GivenBy = (typeof GIVEN_BY)[number];

/** Who wrote the plan together (CL-08). */
export const CONTRIBUTORS = [...GIVEN_BY, 'family', 'friend', 'link-worker', 'clinician', 'provider', 'interpreter', 'other'] as const;
export type ContributorKind = (typeof CONTRIBUTORS)[number];

export interface Contributor {
  readonly kind: ContributorKind;
  readonly name?: string;
}

export interface Agreement {
  /** ISO date. */
  readonly agreedOn: string;
  readonly howGiven: HowGiven;
  readonly givenBy: GivenBy;
  readonly contributors: readonly Contributor[];
  readonly copyOffered: boolean;
}

const ON_THEIR_BEHALF: ReadonlySet<ContributorKind> = new Set<ContributorKind>(GIVEN_BY);

/** Why a plan cannot be agreed, or not like this. */
export function problemsOfAgreement(plan: PlanContent, agreement: Agreement, now: Date): FieldProblem[] {
  const { agreedOn, contributors } = agreement;
  const wrong = (is: boolean, pointer: string, code: string, detail: string): FieldProblem[] => (is ? [{ pointer, code, detail }] : []);
  const alone = !contributors.some(({ kind }) => ON_THEIR_BEHALF.has(kind));
  return [
    ...wrong(!saysWhatMatters(plan), '/whatMatters', 'what-matters-missing', 'The plan does not say what matters to the person (CL-07a).'),
    ...wrong(agreedOn > localDateOf(now), '/agreedOn', 'in-future', 'Nobody has agreed on a day that is still to come.'),
    ...wrong(
      alone,
      '/contributors',
      'person-missing',
      'A plan is written with the person, or with somebody who speaks for them, not for them (CL-08).',
    ),
    ...(['goals', 'actions'] as const).flatMap((section) =>
      plan[section].flatMap(({ dueOn }, index) =>
        dueOn === undefined ? [] : dayTooFarAhead(`/${section}/${String(index)}/dueOn`, dueOn, now),
      ),
    ),
  ];
}
