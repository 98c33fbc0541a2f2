import { Injectable } from '@nestjs/common';
import type { Action } from '../actions/action.entity';
import { ActionRepository } from '../actions/action.repository';
import type { SchemeClocks } from '../clocks/service-levels.rules';
import type { Connection } from '../connections/connection.entity';
import { ConnectionRepository } from '../connections/connection.repository';
import type { SchemeSettings } from '../schemes/scheme-settings.dto';
import { SchemeRepository } from '../schemes/scheme.repository';
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
}

export type ActionSnapshot = ReadonlyMap<string, string>;

/** All of a case that is loaded and stored together with its row. */
@Injectable()
export class CaseFileRepository {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly schemes: SchemeRepository,
    private readonly actions: ActionRepository,
  ) {}

  async load(found: Case): Promise<LockedCase> {
    const [{ clocks }, settings, connections, actions] = await Promise.all([
      this.schemes.get(found.schemeId),
      this.schemes.settings(found.schemeId),
      this.connections.ofCase(found.id),
      this.actions.openOf(found.id),
    ]);
    return { case: found, connections, clocks, settings, actions };
  }

  /** Stores what a change did to the actions since the snapshot. */
  async saveActions({ case: { id }, actions }: LockedCase, before: ActionSnapshot): Promise<void> {
    await this.actions.insert(
      id,
      actions.filter((action) => !before.has(action.id)),
    );
    for (const action of actions) {
      const was = before.get(action.id);
      if (was !== undefined && was !== JSON.stringify(action)) await this.actions.update(action);
    }
  }
}

/** How actions were, by id. */
export function snapshotOf(actions: readonly Action[]): ActionSnapshot {
  return new Map(actions.map((action) => [action.id, JSON.stringify(action)]));
}
