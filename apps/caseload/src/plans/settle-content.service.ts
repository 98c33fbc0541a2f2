import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/change-case.service';
import { UnmetNeedRepository } from '../unmet-needs/unmet-need.repository';
import { isSensitive, type PlanConnection, type PlanContent, type WhatMatters } from './plan-content.rules';
import { PlanRefusedError } from './plan.errors';
import { problemsOf, type ToldAction, type ToldConnection, type ToldContent } from './told-content.rules';

/** Makes a plan's content of what was told: refuses what is none, names what is new, puts what was not found into the register (CL-07b, CL-32). */
@Injectable()
export class SettleContentService {
  constructor(private readonly unmetNeeds: UnmetNeedRepository) {}

  /** `before`: what sections that were not told of stay at. */
  async execute(told: ToldContent, before: PlanContent, locked: LockedCase, at: Date): Promise<PlanContent> {
    const problems = problemsOf(told, before, new Set(locked.connections.map(({ id }) => id)));
    if (problems.length > 0) throw new PlanRefusedError('The plan cannot be written like this; each problem is listed.', problems);
    const connections = told.connections && (await this.connectionsOf(told.connections, locked, at));
    return {
      whatMatters: told.whatMatters ? wordsOf(told.whatMatters) : before.whatMatters,
      connections: connections ?? before.connections,
      expectations: told.expectations ?? before.expectations,
      selfCare: told.selfCare ?? before.selfCare,
      assets: told.assets?.map(({ text, ...asset }) => ({ ...named(asset), text: text.trim() })) ?? before.assets,
      goals: told.goals?.map((goal) => named(goal)) ?? before.goals,
      actions: told.actions?.map((action) => ({ ...named(action), ...methodOf(action) })) ?? before.actions,
    };
  }

  private async connectionsOf(told: readonly ToldConnection[], locked: LockedCase, at: Date): Promise<PlanConnection[]> {
    const entries: PlanConnection[] = [];
    for (const { notYetFound, ...entry } of told) {
      const needs = notYetFound ? [notYetFound.need] : (locked.connections.find(({ id }) => id === entry.connectionId)?.needs ?? []);
      const unmetNeedId = notYetFound && (await this.unmetNeeds.record(locked.case, { ...notYetFound, at }));
      const gap = notYetFound && unmetNeedId !== undefined ? { notYetFound: { ...notYetFound, unmetNeedId } } : {};
      entries.push({ ...named(entry), restricted: entry.restricted ?? isSensitive(needs), ...gap });
    }
    return entries;
  }
}

function named<T extends { readonly id?: string; readonly restricted?: boolean }>(item: T): T & { id: string; restricted: boolean } {
  return { ...item, id: item.id ?? randomUUID(), restricted: item.restricted ?? false };
}

// Who said nothing about a part has not told of it.
function wordsOf(told: WhatMatters): WhatMatters {
  return Object.fromEntries(Object.entries(told).filter(([, words]) => typeof words === 'string' && words.trim() !== ''));
}

function methodOf({ method, expectedOutcome = '' }: ToldAction) {
  const { what = '', byWhom = '', howOften = '' } = method ?? {};
  return { method: { what, byWhom, howOften }, expectedOutcome };
}
