import type {
  CaseStatus,
  ClosureEnding,
  ClosureReason,
  ConnectionState,
  ConsentDecision,
  ConsentPurpose,
  ContactMode,
  LevelOfSupport,
  NeedCode,
  Priority,
  ReferBackConcern,
  ServiceSetting,
  Relationship,
} from '#libs/contracts';

// The codes of libs/contracts in words. The types make the build fail when a code has none.

export const NEED: Record<NeedCode, string> = {
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
};

export const CASE_STATUS: Record<CaseStatus, string> = {
  unallocated: 'Unallocated',
  allocated: 'Allocated',
  supporting: 'Supporting',
  'handing-over': 'Handing over',
  closed: 'Closed',
};

export const PRIORITY: Record<Priority, string> = { routine: 'Routine', urgent: 'Urgent', asap: 'As soon as possible', stat: 'Immediate' };

export const CONTACT_MODE: Record<ContactMode, string> = {
  phone: 'Phone',
  video: 'Video',
  'gp-practice': 'At the GP practice',
  'community-venue': 'At a community venue',
  'home-visit': 'Home visit',
  group: 'Group',
  message: 'Text message or email',
};

export const CONNECTION_STATE: Record<ConnectionState, string> = {
  suggested: 'Suggested',
  agreed: 'Agreed with the person',
  referred: 'Asked, waiting for an answer',
  accepted: 'Accepted',
  'waiting-list': 'On the waiting list',
  'first-attended': 'Attended for the first time',
  attending: 'Attending',
  paused: 'Paused',
  sustained: 'Goes on by themselves',
  stopped: 'Stopped',
  declined: 'Declined by the service',
  'declined-by-person': 'Declined by the person',
  'not-available': 'No place available',
  withdrawn: 'Withdrawn',
};

export const LEVEL_OF_SUPPORT: Record<LevelOfSupport, string> = {
  told: 'Told about the service',
  introduced: 'Introduced to the service',
  accompanied: 'Accompanied the first time',
  ongoing: 'Supported for as long as needed',
};

/** The reasons a link worker may give; the others come from the sender. */
export const CLOSURE_REASON: Record<Exclude<ClosureReason, 'withdrawn' | 'entered-in-error'>, string> = {
  completed: 'Support is completed',
  declined: 'The person declined support',
  'not-reached': 'The person could not be reached',
  ended: 'Something else ended the support',
};

export const CLOSURE_ENDING: Record<ClosureEnding, string> = {
  moved: 'The person moved away',
  died: 'The person died',
  'other-care': 'The person has other care now',
};

/** What became of a need of a person. */
export const NEED_OUTCOME: Record<'resolved' | 'ongoing-elsewhere' | 'declined', string> = {
  resolved: 'They are met',
  'ongoing-elsewhere': 'Somebody else goes on with them',
  declined: 'The person does not want help with them',
};

export const CONSENT_PURPOSE: Record<ConsentPurpose, string> = {
  support: 'Being supported, and a record of it',
  'share-with-referrer': 'The referrer hears how it goes',
  'share-with-provider': 'Groups and services are told what they need to know',
  're-contact': 'Being asked later how they are',
  evaluation: 'Answers counted without their name',
  story: 'Their story told without their name',
};

export const CONSENT_DECISION: Record<ConsentDecision, string> = { given: 'Yes', refused: 'No', withdrawn: 'No longer' };

/** Never more than the person said. */
export const CONSENT_STATE: Record<string, string> = {
  given: 'Agreed',
  refused: 'Said no',
  withdrawn: 'No longer agrees',
  assumed: 'Assumed until the first conversation',
  'not-asked': 'Not yet asked',
};

/** Why a case is referred back, and what a risk is about. */
export const CONCERN: Record<ReferBackConcern, string> = {
  'risk-to-self': 'Risk to themselves',
  'risk-to-others': 'Risk to others',
  'risk-from-others': 'Risk from others',
  'mental-health': 'Mental health',
  'physical-health': 'Physical health',
  medication: 'Medication',
  other: 'Another reason',
};

/** Kinds of abuse and neglect. */
export const SAFEGUARDING: Record<string, string> = {
  physical: 'Physical abuse',
  domestic: 'Domestic abuse',
  sexual: 'Sexual abuse',
  psychological: 'Psychological abuse',
  financial: 'Financial abuse',
  'modern-slavery': 'Modern slavery',
  discriminatory: 'Discriminatory abuse',
  organisational: 'Organisational abuse',
  neglect: 'Neglect',
  'self-neglect': 'Self-neglect',
  child: 'A child at risk',
};

/** Kinds of places and groups that a person may want to avoid. */
export const SERVICE_SETTING: Record<ServiceSetting, string> = {
  group: 'Groups',
  'small-group': 'Small groups',
  'one-to-one': 'One to one',
  telephone: 'Telephone',
  online: 'Online',
  home: 'At home',
  outdoors: 'Outdoors',
  'faith-venue': 'Places of worship',
  'clinical-venue': 'Clinics and hospitals',
  'mixed-gender': 'Mixed gender',
};

/** What somebody is to the person. */
export const RELATIONSHIP: Record<Relationship, string> = {
  carer: 'Carer',
  parent: 'Parent',
  advocate: 'Advocate',
  interpreter: 'Interpreter',
  'next-of-kin': 'Next of kin',
  'emergency-contact': 'Emergency contact',
  other: 'Other',
};

export const RELATED_CONTACT_RULE: Record<'through-carer' | 'may-be-contacted' | 'not-to-be-contacted', string> = {
  'through-carer': 'the person is contacted through them only',
  'may-be-contacted': 'may be contacted',
  'not-to-be-contacted': 'must not be contacted',
};

/** On what ground somebody speaks or decides for the person. */
export const AUTHORITY: Record<string, string> = {
  'agreed-by-person': 'speaks for the person by agreement',
  'parental-responsibility': 'has parental responsibility',
  'power-of-attorney-welfare': 'power of attorney for health and welfare',
  'power-of-attorney-property': 'power of attorney for property and money',
  'deputy-or-guardian': 'deputy or guardian',
  'statutory-advocate': 'statutory advocate',
};

/** A code that may be newer than these pages. */
export function inWords(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}
