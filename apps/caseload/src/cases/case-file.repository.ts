import { Injectable } from '@nestjs/common';
import type { Action } from '../actions/action.entity';
import { ActionRepository } from '../actions/action.repository';
import type { ClockPause } from '../clocks/clock-pause.entity';
import { ClockPauseRepository } from '../clocks/clock-pause.repository';
import { changedDeadlines, deadlinesOf, type Deadlines } from '../clocks/deadlines.rules';
import type { SchemeClocks } from '../clocks/service-levels.rules';
import type { Connection } from '../connections/connection.entity';
import { ConnectionRepository } from '../connections/connection.repository';
import { limboTimesOf } from '../limbo/limbo.rules';
import type { SchemeSettings } from '../schemes/scheme-settings.dto';
import { SchemeRepository } from '../schemes/scheme.repository';
import { TimerService } from '../timers/timer.service';
import type { Case } from './case.entity';

/** A case with all that its next action depends on, under its lock. */
export interface LockedCase {
  readonly case: Case;
  /** A change adds what it makes. */
  readonly connections: Connection[];
  readonly clocks: SchemeClocks;
  /** What the case's scheme has set for itself. */
  readonly settings: SchemeSettings;
  /** The open ones. A change pushes what it opens (`Action.open`), and completes or changes what stands here; all is stored with the case. */
  readonly actions: Action[];
  readonly pauses: ClockPause[];
}

/** How a case was before a change. */
export interface CaseSnapshot {
  /** As JSON, by id. */
  readonly actions: ReadonlyMap<string, string>;
  /** Null: the case is new. */
  readonly deadlines: Deadlines | null;
  readonly keptContacts: number;
}

export const NOTHING_BEFORE: CaseSnapshot = { actions: new Map(), deadlines: null, keptContacts: 0 };

/** All of a case that is loaded and stored together with its row: its actions and timers follow each change. */
@Injectable()
export class CaseFileRepository {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly schemes: SchemeRepository,
    private readonly actions: ActionRepository,
    private readonly pauses: ClockPauseRepository,
    private readonly timers: TimerService,
  ) {}

  async load(found: Case): Promise<LockedCase> {
    const [scheme, connections, actions, pauses] = await Promise.all([
      this.schemeOf(found.schemeId),
      this.connections.ofCase(found.id),
      this.actions.openOf(found.id),
      this.pauses.ofCase(found.id),
    ]);
    return { case: found, ...scheme, connections, actions, pauses };
  }

  /** What a scheme promises and has set. A scheme that is not known yet is waited for. */
  async schemeOf(schemeId: string): Promise<{ clocks: SchemeClocks; settings: SchemeSettings }> {
    const [{ clocks }, settings] = await Promise.all([this.schemes.get(schemeId), this.schemes.settings(schemeId)]);
    return { clocks, settings };
  }

  snapshot(locked: LockedCase): CaseSnapshot {
    const { actions, case: found } = locked;
    return {
      actions: new Map(actions.map((action) => [action.id, JSON.stringify(action)])),
      deadlines: deadlinesIn(locked),
      keptContacts: found.keptContacts,
    };
  }

  /** Works out from when the case is in limbo if nobody does anything; part of its row. */
  settleLimbo(locked: LockedCase): void {
    const { case: found, connections, actions } = locked;
    Object.assign(found, limboTimesOf(found.status, deadlinesIn(locked), connections, actions));
  }

  /** Stores what a change did to the actions and the timers since the snapshot. The case's row is stored already. */
  async save(locked: LockedCase, before: CaseSnapshot): Promise<void> {
    const { case: found, actions } = locked;
    await this.actions.insert(
      found.id,
      actions.filter(({ id }) => !before.actions.has(id)),
    );
    for (const action of actions) {
      const was = before.actions.get(action.id);
      if (was !== undefined && was !== JSON.stringify(action)) await this.actions.update(action);
    }
    await this.timers.keep(found.id, changedDeadlines(before.deadlines, deadlinesIn(locked)));
  }
}

/** When each timer of the case is due. */
export function deadlinesIn({ case: found, clocks: { nation }, settings, pauses }: LockedCase): Deadlines {
  const { notContactedAlertCalendarDays, overdueLimboWorkingDays } = settings;
  const firstContact = pauses.filter(({ clock }) => clock === 'first-contact');
  return deadlinesOf(found, { nation, notContactedAlertCalendarDays, overdueLimboWorkingDays, pauses: firstContact });
}
