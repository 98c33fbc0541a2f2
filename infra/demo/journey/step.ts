import { randomUUID } from 'node:crypto';
import type { World } from '../world';

/** What the steps of one journey hand on to one another. */
export interface Journey {
  readonly correlationId: string;
  referralId: string;
  patientId: string;
  caseId: string;
  connectionId: string;
  taskId: string;
  /** Where the provider reads the details. */
  detailsUrl: string;
  apologyId: string;
  referBackId: string;
}

/** One step of the story: it acts, and then looks until what should follow can be seen. */
export interface Step {
  readonly title: string;
  /** Resolves to what was seen, in a few words; rejects if it was not. */
  run(world: World, journey: Journey): Promise<string>;
}

export function newJourney(): Journey {
  const notYet = {
    referralId: '',
    patientId: '',
    caseId: '',
    connectionId: '',
    taskId: '',
    detailsUrl: '',
    apologyId: '',
    referBackId: '',
  };
  return { correlationId: randomUUID(), ...notYet };
}
