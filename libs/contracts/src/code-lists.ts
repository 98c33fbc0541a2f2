/** `H/CodeSystem/need`: what a person may need help with, and what a provider may be told of it before it has accepted. */
export const NEEDS = {
  loneliness: 'Loneliness or social isolation',
  bereavement: 'Bereavement',
  debt: 'Debt or money worries',
  housing: 'Housing',
  employment: 'Employment, training or volunteering',
  'physical-activity': 'Physical activity',
  'mental-wellbeing': 'Mental wellbeing',
  'food-insecurity': 'Food insecurity',
  carer: 'Support for a carer',
  'long-term-condition': 'Living with a long-term condition',
  'domestic-abuse': 'Domestic abuse',
  'substance-use': 'Substance use',
  transport: 'Transport',
  'digital-access': 'Digital access',
  'legal-advice': 'Legal or benefits advice',
  other: 'Something else',
} as const;
export type NeedCode = keyof typeof NEEDS;
export const NEED_CODES = Object.keys(NEEDS) as NeedCode[];

/** FHIR request-priority. */
export const PRIORITIES = ['routine', 'urgent', 'asap', 'stat'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What can be corrected of a person (GV-08). */
export const CORRECTED_FIELDS = ['name', 'birthDate', 'nhsNumber', 'phone', 'email', 'address'] as const;
export type CorrectedField = (typeof CORRECTED_FIELDS)[number];

/** Where the person's support stands; the link worker decides. */
export const CASE_STATUSES = ['unallocated', 'allocated', 'supporting', 'handing-over', 'closed'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Why a case ended; each has its row in the status map towards the sender. */
export const CLOSURE_REASONS = ['completed', 'declined', 'not-reached', 'ended', 'withdrawn', 'entered-in-error'] as const;
export type ClosureReason = (typeof CLOSURE_REASONS)[number];

/** What happened when the reason is `ended`. */
export const CLOSURE_ENDINGS = ['moved', 'died', 'other-care'] as const;
export type ClosureEnding = (typeof CLOSURE_ENDINGS)[number];

/** How far one connection to a community service has come (CL-31). */
export const CONNECTION_STATES = [
  'suggested',
  'agreed',
  'referred',
  'accepted',
  'waiting-list',
  'first-attended',
  'attending',
  'paused',
  'sustained',
  'stopped',
  'declined',
  'declined-by-person',
  'not-available',
  'withdrawn',
] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** How much the link worker helps the person to get there (CL-31). */
export const LEVELS_OF_SUPPORT = ['told', 'introduced', 'accompanied', 'ongoing'] as const;
export type LevelOfSupport = (typeof LEVELS_OF_SUPPORT)[number];

/** Why a provider said no; `no-capacity` makes the connection `not-available`. */
export const DECLINE_REASONS = ['no-capacity', 'not-suitable', 'out-of-area', 'cannot-contact', 'declined-by-person', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Mode of a contact with the person (CL-06). */
export const CONTACT_MODES = ['phone', 'video', 'gp-practice', 'community-venue', 'home-visit', 'group', 'message'] as const;
export type ContactMode = (typeof CONTACT_MODES)[number];

/** Who missed an agreed contact (CL-14, CL-16): never told apart by guessing, and what the service missed never counts against the person. */
export const MISSED_BY = ['person', 'service'] as const;
export type MissedBy = (typeof MISSED_BY)[number];

/** What makes it hard for a person to be reached, to come or to take part (CL-17). */
export const ACCESS_NEED_CODES = [
  'memory',
  'fatigue',
  'sight-loss',
  'hearing-loss',
  'speech',
  'language',
  'literacy',
  'mobility',
  'learning-disability',
  'anxiety',
  'other',
] as const;
export type AccessNeedCode = (typeof ACCESS_NEED_CODES)[number];

/** When in the episode a measurement was taken. */
export const MEASUREMENT_STAGES = ['baseline', 'review', 'exit'] as const;
export type MeasurementStage = (typeof MEASUREMENT_STAGES)[number];

/** Who says so (OC-24): series of different sources are never merged. */
export const MEASUREMENT_SOURCES = ['self-report', 'link-worker', 'practice-record', 'hospital-record'] as const;
export type MeasurementSource = (typeof MEASUREMENT_SOURCES)[number];

/**
 * What an information-governance agreement lets the other organisation do (ID-01): its clinicians read the agreed plans of
 * the people it referred; link workers whom it employs work on the scheme's cases (CL-27); it hears how the people it referred
 * get on; its services learn who the people are that come to them.
 */
export const AGREEMENT_PURPOSES = ['read-agreed-plan', 'work-on-cases', 'hear-progress', 'receive-people'] as const;
export type AgreementPurpose = (typeof AGREEMENT_PURPOSES)[number];

/** Ways back to a health professional (CL-22). */
export const REFER_BACK_KINDS = ['crisis'] as const;
export type ReferBackKind = (typeof REFER_BACK_KINDS)[number];

/** Why a person is sent back to a health professional, as far as it leaves caseload. */
export const REFER_BACK_CONCERNS = [
  'risk-to-self',
  'risk-to-others',
  'risk-from-others',
  'mental-health',
  'physical-health',
  'medication',
  'other',
] as const;
export type ReferBackConcern = (typeof REFER_BACK_CONCERNS)[number];

/** What a person is asked for, one by one (GV-01). */
export const CONSENT_PURPOSES = ['support', 'share-with-referrer', 'share-with-provider', 're-contact', 'evaluation', 'story'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_DECISIONS = ['given', 'refused', 'withdrawn'] as const;
export type ConsentDecision = (typeof CONSENT_DECISIONS)[number];

/** What a worker counts as in reports, whatever they are called locally (CL-26). */
export const WORKER_ROLES = ['link-worker', 'other'] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

/** Groups of people whom social prescribing is meant for; several may apply to one person (CL-40). */
export const PRESENTING_GROUPS = [
  'long-term-condition',
  'mental-health-need',
  'lonely-or-isolated',
  'complex-social-needs',
  'frequent-attender',
] as const;
export type PresentingGroup = (typeof PRESENTING_GROUPS)[number];

/** How far a hand-over has come (CL-18). */
export const HAND_OVER_STATES = ['waiting', 'confirmed', 'declined', 'declined-by-person', 'withdrawn'] as const;
export type HandOverState = (typeof HAND_OVER_STATES)[number];

/** In what setting a service meets people; somebody may have reasons to avoid one (CL-20). */
export const SERVICE_SETTINGS = [
  'group',
  'small-group',
  'one-to-one',
  'telephone',
  'online',
  'home',
  'outdoors',
  'faith-venue',
  'clinical-venue',
  'mixed-gender',
] as const;
export type ServiceSetting = (typeof SERVICE_SETTINGS)[number];

/** FHIR administrative-gender. */
export const ADMINISTRATIVE_GENDERS = ['male', 'female', 'other', 'unknown'] as const;
export type AdministrativeGender = (typeof ADMINISTRATIVE_GENDERS)[number];

/** What somebody is to the person they belong to (ID-02). */
export const RELATIONSHIPS = ['carer', 'parent', 'advocate', 'interpreter', 'next-of-kin', 'emergency-contact', 'other'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];
