import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DerivedStateQuery } from './derived-state.query';
import type { Drift } from './rebuilt-case.entity';
import { InvariantChecks } from './invariant-checks.service';

const NAMES = ['next-action', 'limbo-times', 'timers', 'promised-dates'] as const satisfies readonly Drift['check'][];

/** Proved each night: what lists and clocks are read from is what follows from the record. */
@Injectable()
export class DerivedStateInvariant implements OnModuleInit {
  constructor(
    private readonly checks: InvariantChecks,
    private readonly derived: DerivedStateQuery,
  ) {}

  onModuleInit(): void {
    this.checks.addRecomputed({ names: NAMES, find: (caseIds, now) => this.find(caseIds, now) });
  }

  private async find(caseIds: readonly string[], now: Date): Promise<Map<string, string[]>> {
    const drifted = [...(await this.derived.driftOf(caseIds, now))];
    const broken = (name: string) => drifted.filter(([, drift]) => drift.some(({ check }) => check === name)).map(([id]) => id);
    return new Map(NAMES.map((name) => [name, broken(name)]));
  }
}
