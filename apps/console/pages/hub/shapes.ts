import type { CaseStatus, ConnectionState, ContactMode, NeedCode, Priority } from '#libs/contracts';

// What the services answer, as far as the pages show it.

export interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Worker {
  readonly id: string;
  readonly name: string;
}

export interface NextAction {
  readonly type: string;
  readonly title: string;
  readonly owner: string;
  readonly dueAt: string;
}

export interface Person {
  readonly name: { readonly text: string };
  readonly birthDate?: string;
  readonly nhsNumber?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly postcode?: string;
  readonly reason?: string;
}

export interface CaseSummary {
  readonly id: string;
  readonly reference: string;
  readonly status: CaseStatus;
  /** Null where the personal data has been erased. */
  readonly person: Person | null;
  readonly priority: Priority;
  readonly needs: readonly NeedCode[];
  readonly schemeName: string;
  readonly senderName: string;
  readonly receivedAt: string;
  readonly worker: Worker | null;
  /** Absent only once the case is closed. */
  readonly nextAction: NextAction | null;
}

export interface Contact {
  readonly id: string;
  readonly mode: ContactMode;
  readonly outcome: 'kept' | 'missed';
  readonly at: string;
  readonly note?: string | null;
}

export interface Connection {
  readonly id: string;
  readonly serviceName: string;
  readonly providerName?: string;
  readonly state: ConnectionState;
  readonly at: string;
  readonly reason?: string | null;
}

export interface Case extends CaseSummary {
  readonly referralId: string;
  readonly contacts: readonly Contact[];
  readonly connections: readonly Connection[];
  readonly version: number;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly providerName: string;
  readonly needs: readonly NeedCode[];
}

export interface Step {
  readonly eventId: string;
  readonly type: string;
  readonly source: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly codes: Readonly<Record<string, string>>;
}

export interface Journey {
  readonly referralId: string;
  readonly reference: string | null;
  readonly correlationId: string;
  readonly firstStepAt: string;
  readonly lastStepAt: string;
  readonly steps: readonly Step[];
}
