import type { AccessNeeds, NeedCode } from '#libs/contracts';
import type { BusinessStatus, Task, TaskStatus } from './task.entity';

/** A task in a list: nothing of the person. */
export interface TaskSummary {
  readonly id: string;
  readonly connectionId: string;
  readonly serviceId: string;
  readonly status: TaskStatus;
  readonly businessStatus: BusinessStatus;
  readonly statusReason: string | null;
  readonly needs: readonly NeedCode[];
  readonly requestedAt: string;
  readonly respondBy: string;
  readonly lastModified: string;
  readonly version: number;
}

/** What a provider may see of the person. Never the NHS number, nor the hub's own id of them. */
export interface PersonView {
  readonly firstName: string;
  readonly name?: string;
  readonly birthDate?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly postcode?: string;
  readonly reason?: string;
  /** How they are best spoken to, met and helped to take part (CL-17). */
  readonly accessNeeds?: AccessNeeds;
}

export interface TaskView extends TaskSummary {
  readonly levelOfSupport: string;
  readonly consentToShare: boolean;
  /** The person no longer wants to be supported: their link worker agrees with them how to end, and takes this back if it is to end too. */
  readonly supportWithdrawn: boolean;
  readonly attendances: number;
  /** Null once the provider has no part in this person's support, and without an agreement between the two organisations (ID-01). */
  readonly person: PersonView | null;
}

export function summaryOf(task: Task): TaskSummary {
  const { id, connectionId, serviceId, status, businessStatus, statusReason, needs, version } = task;
  return {
    ...{ id, connectionId, serviceId, status, businessStatus, statusReason, needs },
    requestedAt: task.requestedAt.toISOString(),
    respondBy: task.respondBy.toISOString(),
    lastModified: task.lastModified.toISOString(),
    version,
  };
}

/** `mayKnow`: an agreement lets the provider know who the person is. */
export function viewOf(task: Task, mayKnow: boolean): TaskView {
  const { levelOfSupport, attendances, supportWithdrawn } = task;
  const consentToShare = task.consentToShare && !task.sharingWithdrawn && !supportWithdrawn;
  const person = mayKnow ? personView(task, consentToShare) : null;
  return { ...summaryOf(task), levelOfSupport, consentToShare, supportWithdrawn, attendances, person };
}

/**
 * Before acceptance: what the provider needs to decide. After it: what consent allows, to reach and welcome the person.
 * Without consent: a first name, always. A provider that said no, or whose work has ended, has no need to know any more.
 */
function personView({ person, status }: Task, consents: boolean): PersonView | null {
  if (!person || status === 'rejected' || status === 'cancelled') return null;
  const firstName = person.name.given[0] ?? person.name.text.split(' ')[0] ?? '';
  if (!consents || status === 'completed' || status === 'failed') return { firstName };
  const { birthDate, phone, email, postcode, reason, accessNeeds } = person;
  const needed = definedOf({ reason, accessNeeds });
  if (status === 'requested') return { firstName, ...needed };
  return { firstName, name: person.name.text, ...definedOf({ birthDate, phone, email, postcode }), ...needed };
}

function definedOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
