import type { FieldProblem, NeedCode } from '#libs/contracts';
import type { UnmetNeedReason } from '../unmet-needs/unmet-need.entity';
import type { AssetKind, Expectation, PlanContent, SelfCare, WhatMatters } from './plan-content.rules';

interface ToldItem {
  /** Of an item that is known from before; a new one gets its id. */
  readonly id?: string;
  readonly restricted?: boolean;
}

export interface ToldConnection extends ToldItem {
  readonly connectionId?: string;
  readonly notYetFound?: { readonly need: NeedCode; readonly reason: UnmetNeedReason };
}

export interface ToldAction extends ToldItem {
  readonly goalId?: string;
  readonly method?: { readonly what?: string; readonly byWhom?: string; readonly howOften?: string };
  readonly expectedOutcome?: string;
  readonly dueOn?: string;
}

/** A plan's content as somebody writes it down: sections they leave out are not told of. */
export interface ToldContent {
  readonly whatMatters?: WhatMatters;
  readonly connections?: readonly ToldConnection[];
  readonly expectations?: readonly Expectation[];
  readonly selfCare?: readonly SelfCare[];
  readonly assets?: readonly (ToldItem & { readonly kind: AssetKind; readonly text: string })[];
  readonly goals?: readonly (ToldItem & { readonly text: string; readonly dueOn?: string })[];
  readonly actions?: readonly ToldAction[];
}

const METHOD = { what: 'what will be done', byWhom: 'by whom', howOften: 'how often' } as const;

/** Everything that keeps what was told from being a plan, beside the shape of its fields. `known`: the connections of the case. */
export function problemsOf(told: ToldContent, before: PlanContent, known: ReadonlySet<string>): FieldProblem[] {
  const connections = told.connections ?? before.connections.map(({ connectionId }) => ({ connectionId }));
  const named = new Set(connections.map(({ connectionId }) => connectionId).filter((id) => typeof id === 'string'));
  const goals = new Set((told.goals ?? before.goals).map(({ id }) => id));
  return [
    ...(told.connections ?? []).flatMap((entry, index) => connectionProblems(entry, `/connections/${String(index)}`, known)),
    ...(told.expectations ?? before.expectations).flatMap(({ connectionId }, index) =>
      named.has(connectionId)
        ? []
        : [problem(`/expectations/${String(index)}/connectionId`, 'not-in-plan', 'The plan has no entry for this connection (CL-07c).')],
    ),
    ...(told.actions ?? []).flatMap((action, index) => actionProblems(action, `/actions/${String(index)}`)),
    ...(told.actions ?? before.actions).flatMap(({ goalId }, index) =>
      goalId === undefined || goals.has(goalId)
        ? []
        : [problem(`/actions/${String(index)}/goalId`, 'not-in-plan', 'The plan has no goal with this id.')],
    ),
    ...repeated(told),
  ];
}

function connectionProblems({ connectionId, notYetFound }: ToldConnection, at: string, known: ReadonlySet<string>): FieldProblem[] {
  if ((connectionId === undefined) === (notYetFound === undefined)) {
    return [
      problem(at, 'connection-or-not-yet-found', 'An entry names a connection of the case, or says what was not yet found (CL-07b).'),
    ];
  }
  if (connectionId === undefined || known.has(connectionId)) return [];
  return [problem(`${at}/connectionId`, 'not-of-case', 'The case has no such connection (CL-07b).')];
}

function actionProblems({ method, expectedOutcome }: ToldAction, at: string): FieldProblem[] {
  const parts = (Object.keys(METHOD) as (keyof typeof METHOD)[]).filter((part) => isBlank(method?.[part]));
  const methodProblems =
    parts.length === Object.keys(METHOD).length
      ? [problem(`${at}/method`, 'method-missing', 'An action says what will be done, by whom and how often (CL-11).')]
      : parts.map((part) => problem(`${at}/method/${part}`, 'method-incomplete', `An action says ${METHOD[part]} (CL-11).`));
  if (!isBlank(expectedOutcome)) return methodProblems;
  return [...methodProblems, problem(`${at}/expectedOutcome`, 'expected-outcome-missing', 'An action says what it is to bring (CL-11).')];
}

function repeated(told: ToldContent): FieldProblem[] {
  const sections = ['connections', 'assets', 'goals', 'actions'] as const;
  const twice = (ids: readonly (string | undefined)[], pointer: (index: number) => string): FieldProblem[] =>
    ids.flatMap((id, index) =>
      id !== undefined && ids.indexOf(id) < index ? [problem(pointer(index), 'repeated', 'It stands in the plan once already.')] : [],
    );
  return [
    ...sections.flatMap((section) =>
      twice(
        (told[section] ?? []).map(({ id }) => id),
        (index) => `/${section}/${String(index)}/id`,
      ),
    ),
    ...twice(
      (told.connections ?? []).map(({ connectionId }) => connectionId),
      (index) => `/connections/${String(index)}/connectionId`,
    ),
    ...twice(
      (told.expectations ?? []).map(({ connectionId }) => connectionId),
      (index) => `/expectations/${String(index)}/connectionId`,
    ),
  ];
}

function isBlank(text: string | undefined): boolean {
  return (text ?? '').trim() === '';
}

function problem(pointer: string, code: string, detail: string): FieldProblem {
  return { pointer, code, detail };
}
