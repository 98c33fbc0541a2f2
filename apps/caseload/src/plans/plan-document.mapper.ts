import type { ConnectionState } from '#libs/contracts';
import { withoutRestricted, type PlanContent, type WhatMatters } from './plan-content.rules';
import type { DocumentPart, DocumentSection, Fact, PlanDocument } from './plan-document.view';
import type { Plan } from './plan.entity';
import { ASSETS, STATES, WHAT_MATTERS, WORDS, contributorName, dayName, needName, saidYes } from './plan-words.mapper';

/** What the document says beside the plan's own content. */
export interface PlanSetting {
  readonly personName: string | null;
  readonly workerName: string | null;
  /** Of the referral, as it is spoken and printed. */
  readonly reference: string;
  readonly connections: readonly {
    readonly id: string;
    readonly serviceName: string;
    readonly providerName: string;
    readonly state: ConnectionState;
    readonly respondBy: Date | string;
  }[];
}

const NOT_TO_COME: ReadonlySet<ConnectionState> = new Set<ConnectionState>([
  'declined',
  'not-available',
  'declined-by-person',
  'withdrawn',
]);

/** A version of a plan as the one document that the person takes home. What is restricted is left out. */
export function planDocumentOf(plan: Plan, setting: PlanSetting): PlanDocument {
  const shown = withoutRestricted(plan);
  return {
    lang: 'en-GB',
    title: WORDS.title,
    intro: introOf(plan, setting),
    sections: [
      { heading: WORDS.whatMatters, parts: whatMattersParts(shown.whatMatters) },
      { heading: WORDS.connections, parts: [listOf(connectionLines(shown, setting))] },
      { heading: WORDS.expectations, parts: orNothing(expectationParts(shown, setting)) },
      { heading: WORDS.selfCare, parts: [listOf(shown.selfCare.map(({ text }) => text))] },
      { heading: WORDS.assets, parts: [listOf(shown.assets.map(({ kind, text }) => `${ASSETS[kind]}: ${text}`))] },
      { heading: WORDS.goals, parts: [listOf(shown.goals.map(goalLine))] },
      { heading: WORDS.actions, parts: orNothing(actionParts(shown)) },
      ...agreementSection(plan),
    ],
    foot: `${setting.reference} · ${WORDS.title} ${String(plan.version)}`,
  };
}

function introOf(plan: Plan, { personName, workerName }: PlanSetting): string[] {
  const whose = personName === null ? [] : [`This is the plan of ${personName}.`];
  const withWhom = workerName === null ? [] : [`I made it with ${workerName}, my link worker.`];
  return [...whose, ...withWhom, ...(plan.isAgreed ? [] : [WORDS.draft]), WORDS.change];
}

function whatMattersParts(whatMatters: WhatMatters): DocumentPart[] {
  const facts = (Object.keys(WHAT_MATTERS) as (keyof WhatMatters)[]).flatMap((part) => fact(WHAT_MATTERS[part], whatMatters[part]));
  return facts.length > 0 ? [{ kind: 'facts', facts }] : [{ kind: 'text', text: WORDS.noAnswer }];
}

function connectionLines({ connections }: PlanContent, setting: PlanSetting): string[] {
  return connections.flatMap(({ connectionId, notYetFound }) => {
    if (notYetFound) return [`${needName(notYetFound.need)}: ${WORDS.notYetFound}`];
    const found = setting.connections.find(({ id }) => id === connectionId);
    return found ? [`${found.serviceName}, from ${found.providerName}. ${STATES[found.state]}`] : [];
  });
}

// Every connection that may still come has a date by which somebody gets in touch (CL-07c).
function expectationParts({ connections, expectations }: PlanContent, setting: PlanSetting): DocumentPart[] {
  return connections.flatMap(({ connectionId }) => {
    const found = setting.connections.find(({ id }) => id === connectionId);
    if (!found || NOT_TO_COME.has(found.state)) return [];
    const told = expectations.find((expectation) => expectation.connectionId === connectionId);
    const facts = [
      ...fact(WORDS.whoContacts, told?.whoContacts ?? `${found.providerName} tells my link worker if they have a place for me.`),
      ...fact(WORDS.contactBy, dayName(told?.contactBy ?? found.respondBy)),
      ...fact(WORDS.cost, told?.cost),
      ...fact(WORDS.firstSession, told?.firstSession),
    ];
    return [{ kind: 'facts' as const, heading: found.serviceName, facts }];
  });
}

function goalLine({ text, dueOn }: PlanContent['goals'][number]): string {
  return dueOn === undefined ? text : `${text} (We look at this together on ${dayName(dueOn)}.)`;
}

function actionParts({ actions, goals }: PlanContent): DocumentPart[] {
  return actions.map(({ method, expectedOutcome, dueOn, goalId }) => ({
    kind: 'facts',
    heading: method.what,
    facts: [
      ...fact(WORDS.byWhom, method.byWhom),
      ...fact(WORDS.howOften, method.howOften),
      ...fact(WORDS.dueOn, dueOn === undefined ? undefined : dayName(dueOn)),
      ...fact(WORDS.expectedOutcome, expectedOutcome),
      ...fact(WORDS.goal, goals.find(({ id }) => id === goalId)?.text),
    ],
  }));
}

function agreementSection({ agreedOn, howGiven, givenBy, contributors, copyOffered }: Plan): DocumentSection[] {
  if (agreedOn === null || howGiven === null || givenBy === null) return [];
  const parts: DocumentPart[] = [
    { kind: 'text', text: saidYes(givenBy, dayName(agreedOn), howGiven) },
    { kind: 'text', text: copyOffered === true ? WORDS.copyOffered : WORDS.copyNotOffered },
    { kind: 'facts', facts: [{ label: WORDS.madeBy, text: contributors.map(contributorName).join('\n') }] },
  ];
  return [{ heading: WORDS.agreement, parts }];
}

function fact(label: string, text: string | undefined): Fact[] {
  return text === undefined || text.trim() === '' ? [] : [{ label, text }];
}

function listOf(items: readonly string[]): DocumentPart {
  return items.length > 0 ? { kind: 'list', items } : { kind: 'text', text: WORDS.nothing };
}

function orNothing(parts: readonly DocumentPart[]): readonly DocumentPart[] {
  return parts.length > 0 ? parts : [{ kind: 'text', text: WORDS.nothing }];
}
