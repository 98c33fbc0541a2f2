import type { NeedCode } from '#libs/contracts';
import { isSensitiveNeed } from '../needs/need-sensitivity.rules';
import type { UnmetNeedReason } from '../unmet-needs/unmet-need.entity';

/** What somebody has to draw on; family, friends, hobbies, skills and passions are the guide's own words (CL-07e). */
export const ASSET_KINDS = ['family', 'friends', 'hobby', 'skill', 'passion', 'community', 'other'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** Assets that say what the person likes to do, and so what to look for in the directory. */
const INTERESTS: ReadonlySet<AssetKind> = new Set<AssetKind>(['hobby', 'skill', 'passion']);

/** Section 1, in the person's own words; a part they said nothing about is absent (CL-07a). */
export interface WhatMatters {
  readonly priorities?: string;
  readonly interests?: string;
  readonly values?: string;
  readonly motivations?: string;
}

/** What is only for the worker, the supervisor and whom they name is restricted: it never leaves in a document or to another organisation. */
interface PlanItem {
  /** Kept from version to version. */
  readonly id: string;
  readonly restricted: boolean;
}

/** Nothing was found for a need; it stands in the register of unmet needs (CL-32). */
export interface NotYetFound {
  readonly need: NeedCode;
  readonly reason: UnmetNeedReason;
  readonly unmetNeedId: string;
}

/** Section 2: a connection of the case, or what was not found (CL-07b). */
export interface PlanConnection extends PlanItem {
  readonly connectionId?: string;
  readonly notYetFound?: NotYetFound;
}

/** Section 3: what the person can expect of one connection (CL-07c). */
export interface Expectation {
  readonly connectionId: string;
  /** Who gets in touch with whom, in words. */
  readonly whoContacts?: string;
  /** ISO date; left out: the day by which the provider must have answered. */
  readonly contactBy?: string;
  readonly cost?: string;
  readonly firstSession?: string;
}

/** Section 4 (CL-07d). */
export interface SelfCare {
  readonly text: string;
}

/** Section 5: coded by kind, with the person's words (CL-07e). */
export interface Asset extends PlanItem {
  readonly kind: AssetKind;
  readonly text: string;
}

/** Free text: nothing in it must stand in the directory or in any list (CL-09). */
export interface Goal extends PlanItem {
  readonly text: string;
  /** ISO date on which it is looked at together. */
  readonly dueOn?: string;
}

/** How an action works, and what it is to bring (CL-11). */
export interface PlanAction extends PlanItem {
  readonly goalId?: string;
  readonly method: { readonly what: string; readonly byWhom: string; readonly howOften: string };
  readonly expectedOutcome: string;
  /** ISO date. */
  readonly dueOn?: string;
}

/** All that a plan says; agreement and contributors stand beside it. */
export interface PlanContent {
  readonly whatMatters: WhatMatters;
  readonly connections: readonly PlanConnection[];
  readonly expectations: readonly Expectation[];
  readonly selfCare: readonly SelfCare[];
  readonly assets: readonly Asset[];
  readonly goals: readonly Goal[];
  readonly actions: readonly PlanAction[];
}

export const EMPTY_PLAN: PlanContent = {
  whatMatters: {},
  connections: [],
  expectations: [],
  selfCare: [],
  assets: [],
  goals: [],
  actions: [],
};

export function saysWhatMatters({ whatMatters }: Pick<PlanContent, 'whatMatters'>): boolean {
  return Object.keys(whatMatters).length > 0;
}

/** What to look for in the directory, in the person's own words, each once (CL-07e). */
export function interestsOf({ assets }: Pick<PlanContent, 'assets'>): string[] {
  const words = assets.filter(({ kind }) => INTERESTS.has(kind)).map(({ text }) => text.toLocaleLowerCase('en-GB'));
  return [...new Set(words)];
}

/** The content without what is restricted: what may be printed, and shown to another organisation. */
export function withoutRestricted(content: PlanContent): PlanContent {
  const open = <T extends PlanItem>(items: readonly T[]): T[] => items.filter(({ restricted }) => !restricted);
  const hidden = new Set(content.connections.filter(({ restricted }) => restricted).map(({ connectionId }) => connectionId));
  const goals = open(content.goals);
  return {
    ...content,
    goals,
    connections: open(content.connections),
    expectations: content.expectations.filter(({ connectionId }) => !hidden.has(connectionId)),
    assets: open(content.assets),
    actions: open(content.actions).filter(({ goalId }) => goalId === undefined || goals.some(({ id }) => id === goalId)),
  };
}

/** A plan's entry about such a need is restricted unless it says otherwise. */
export function isSensitive(needs: readonly NeedCode[]): boolean {
  return needs.some(isSensitiveNeed);
}
