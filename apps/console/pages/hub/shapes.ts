import type {
  CaseStatus,
  ConnectionState,
  ConsentPurpose,
  ContactMode,
  NeedCode,
  Priority,
  ReferBackConcern,
  Relationship,
  ServiceSetting,
} from '#libs/contracts';

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

/**
 * How the person may be contacted; null: freely. What would reach them is refused (409) while it stands, unless `despiteContactRule` says why.
 */
export type ContactRule = 'contacting-subject-prohibited' | 'through-carer' | null;

export interface CaseSummary {
  readonly id: string;
  readonly reference: string;
  readonly status: CaseStatus;
  /** Null where the personal data has been erased. */
  readonly person: Person | null;
  readonly contactRule: ContactRule;
  /** Null when no crisis waits for a clinician. */
  readonly crisis: { readonly acknowledgeBy: string } | null;
  readonly activeRisks: readonly ReferBackConcern[];
  readonly priority: Priority;
  readonly needs: readonly NeedCode[];
  readonly schemeName: string;
  readonly senderName: string;
  readonly receivedAt: string;
  readonly worker: Worker | null;
  readonly closedAt: string | null;
  readonly closureReason: string | null;
  /** Absent only once the case is closed. */
  readonly nextAction: NextAction | null;
}

export interface Contact {
  readonly id: string;
  readonly mode: ContactMode;
  readonly outcome: 'kept' | 'missed';
  readonly at: string;
  readonly note?: string | null;
  readonly beforeReferralReason?: string | null;
}

export interface Connection {
  readonly id: string;
  readonly serviceName: string;
  readonly providerName?: string;
  readonly state: ConnectionState;
  readonly at: string;
  readonly reason?: string | null;
}

/** One thing that the referrer wrote. */
export interface Statement {
  readonly text: string;
  readonly resourceType: string;
  readonly status?: string;
  readonly category?: string;
  readonly from?: string;
  readonly until?: string;
  readonly author?: string;
}

/** What the referrer wrote, as it came. */
export interface ReferralDetails {
  readonly requester?: string;
  readonly reasons: readonly Statement[];
  readonly notes: readonly Statement[];
  readonly conditions: readonly Statement[];
  readonly flags: readonly Statement[];
  readonly supportingInfo: readonly Statement[];
  readonly gender?: string;
  readonly telecoms: readonly { readonly system?: string; readonly value: string; readonly use?: string }[];
  readonly addresses: readonly { readonly use?: string; readonly lines: readonly string[]; readonly postcode?: string }[];
  readonly languages: readonly { readonly text: string; readonly code?: string; readonly preferred?: boolean }[];
  readonly interpreterRequired?: boolean;
}

/** Who belongs to the person; `through-carer`: the person is contacted through them only. */
export interface RelatedPerson {
  readonly id: string;
  readonly name: string;
  readonly relationship: Relationship;
  readonly relationshipText: string | null;
  readonly authority: string;
  readonly contactRule: 'through-carer' | 'may-be-contacted' | 'not-to-be-contacted' | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly note: string | null;
  readonly from: string | null;
  readonly until: string | null;
  /** Null: they still belong to the person. */
  readonly endedAt: string | null;
}

/** What was done although the contact rule stood, and why. */
export interface ContactRuleException {
  readonly rule: string;
  readonly act: 'contact' | 'plan-contact' | 'call-back' | 'keep-in-touch' | 'connection' | 'message';
  readonly aboutId: string;
  readonly reason: string;
  readonly at: string;
}

export interface Case extends CaseSummary {
  readonly referralId: string;
  readonly referral: ReferralDetails | null;
  readonly relatedPersons: readonly RelatedPerson[];
  readonly contactRuleExceptions: readonly ContactRuleException[];
  readonly contacts: readonly Contact[];
  readonly connections: readonly Connection[];
  readonly version: number;
}

/** A message to one of the staff. */
export interface Notice {
  readonly part: 'clinician' | 'supervisor' | 'lead';
  readonly name: string;
  readonly channel: 'sms' | 'email';
  readonly state: 'queued' | 'sent' | 'failed' | 'skipped';
  readonly why: string | null;
  readonly at: string;
}

/** A case sent back to a health professional. */
export interface ReferBack {
  readonly id: string;
  readonly caseId: string;
  readonly reference: string;
  readonly reason: ReferBackConcern;
  /** Whose clinicians must acknowledge it. */
  readonly toName: string;
  readonly note: string | null;
  readonly person: Person | null;
  readonly contactRule: ContactRule;
  readonly workerName: string | null;
  readonly referredAt: string;
  readonly acknowledgeBy: string;
  readonly escalations: number;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: { readonly name: string | null } | null;
  /** The newest first. */
  readonly notices: readonly Notice[];
}

export interface WaitingCrises {
  readonly count: number;
  readonly acknowledgeBy: string | null;
}

export interface Risk {
  readonly id: string;
  readonly code: ReferBackConcern;
  readonly active: boolean;
  readonly note: string | null;
  readonly raisedAt: string;
  readonly signedOffAt: string | null;
  readonly signedOffBy: string | null;
}

export interface Concern {
  readonly id: string;
  readonly category: string;
  readonly detail: string;
  readonly raisedAt: string;
}

export interface Need {
  readonly id: string;
  readonly code: NeedCode;
  readonly status: string;
  readonly sensitive: boolean;
  readonly note: string | null;
}

export interface AvoidSetting {
  readonly id: string;
  readonly setting: ServiceSetting;
  readonly note: string | null;
}

/** What the person agrees to now, of each purpose. */
export interface Consents {
  readonly purposes: readonly { readonly purpose: ConsentPurpose; readonly state: string; readonly since: string | null }[];
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
