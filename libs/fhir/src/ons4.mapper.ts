import type { Observation } from '@medplum/fhirtypes';
import { CODE_SYSTEMS } from './names';

/** The questions as the Office for National Statistics asks them; 0 is not at all, 10 completely. For `anxious` higher is worse. */
export const ONS4_QUESTIONS = {
  satisfied: 'Overall, how satisfied are you with your life nowadays?',
  worthwhile: 'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
  happy: 'Overall, how happy did you feel yesterday?',
  anxious: 'Overall, how anxious did you feel yesterday?',
} as const;
export type Ons4Item = keyof typeof ONS4_QUESTIONS;
export const ONS4_ITEMS = Object.keys(ONS4_QUESTIONS) as Ons4Item[];

/** One taking of the four questions. */
export interface Ons4Taking {
  readonly referralId: string;
  readonly patientId: string;
  /** One id an Observation, made by the caller. */
  readonly ids: Readonly<Record<Ons4Item, string>>;
  readonly version: number;
  /** When the person answered. */
  readonly takenAt: string;
  /** When the hub recorded it. */
  readonly recordedAt: string;
  readonly stage: 'baseline' | 'review' | 'exit';
  readonly answers: Readonly<Record<Ons4Item, number | null>>;
}

const SURVEY = { coding: [{ system: CODE_SYSTEMS.observationCategory, code: 'survey' }] };
const NOT_ANSWERED = { coding: [{ system: CODE_SYSTEMS.dataAbsentReason, code: 'asked-declined' }] };

/** Four Observations, one a question, never combined into one value; a question that was skipped says so. */
export function ons4Observations(taking: Ons4Taking): Observation[] {
  return ONS4_ITEMS.map((item): Observation => {
    const answer = taking.answers[item];
    return {
      resourceType: 'Observation',
      id: taking.ids[item],
      meta: { versionId: String(taking.version), lastUpdated: taking.recordedAt },
      basedOn: [{ reference: `ServiceRequest/${taking.referralId}` }],
      status: 'final',
      category: [SURVEY, { text: taking.stage }],
      code: { coding: [{ system: CODE_SYSTEMS.ons4, code: item }], text: ONS4_QUESTIONS[item] },
      subject: { reference: `Patient/${taking.patientId}` },
      effectiveDateTime: taking.takenAt,
      issued: taking.recordedAt,
      ...(answer === null ? { dataAbsentReason: NOT_ANSWERED } : { valueInteger: answer }),
    };
  });
}
