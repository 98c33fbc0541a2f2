import type { Type } from '@nestjs/common';
import type { Principal } from './principal';

/** What a path names, by parameter: `{ caseId: '…' }`. Nothing of it has been checked. */
export type PathParameters = Readonly<Record<string, string | undefined>>;

/** One kind of record that paths name. */
export interface NamedRecord {
  /** What it is called when it is not there: "There is no such case." */
  readonly what: string;
  /** Whether it exists for the caller. The records that the path names before it do. */
  exists(named: PathParameters, caller: Principal): Promise<boolean>;
}

/**
 * The records of one service that its paths name, by path parameter. The guard asks before anything else of the request is looked
 * at, so that what lies outside a caller's reach answers 404 whatever else is wrong.
 */
export abstract class RecordReach {
  abstract readonly records: Readonly<Record<string, NamedRecord>>;
}

/** The reach of each service of the process, by its controllers. */
export class RecordReaches {
  private readonly byController = new Map<unknown, RecordReach>();

  offer(controllers: readonly Type[], reach: RecordReach): void {
    for (const controller of controllers) this.byController.set(controller, reach);
  }

  /** The record that a parameter of a controller's paths names. */
  record(controller: Type, parameter: string): NamedRecord | undefined {
    const records = this.byController.get(controller)?.records ?? {};
    return Object.hasOwn(records, parameter) ? records[parameter] : undefined;
  }
}
