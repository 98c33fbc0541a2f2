/** Base of every code system and identifier system that is our own; a name, never fetched. */
export const FHIR_BASE = 'https://social-prescribing-hub.org/fhir';

/** The services that own data and speak on the bus, by the name of their app. */
export const SERVICES = ['referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor', 'identity'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** One topic per aggregate; the key is the subject: a referral's id unless said otherwise. */
export const TOPICS = {
  /** Key: scheme id. */
  scheme: 'referral-intake.scheme.v1',
  /** Key: person id. */
  person: 'referral-intake.person.v1',
  referral: 'referral-intake.referral.v1',
  case: 'caseload.case.v1',
  /** What caseload tells without a referral. Key: scheme id. */
  schemeFacts: 'caseload.scheme.v1',
  /** Key: service id. */
  directory: 'provider-gateway.directory.v1',
  task: 'provider-gateway.task.v1',
  measurement: 'outcomes.measurement.v1',
} as const;

/** What every service tells of its own handling of messages, each on a topic of its own. Key: the subject of the message told of. */
export type MessageTopic = `${ServiceName}.message.v1`;
export const messageTopicOf = (service: ServiceName): MessageTopic => `${service}.message.v1`;
export const MESSAGE_TOPICS: readonly MessageTopic[] = SERVICES.map(messageTopicOf);

export type Topic = (typeof TOPICS)[keyof typeof TOPICS] | MessageTopic;
export const ALL_TOPICS: readonly Topic[] = [...Object.values(TOPICS), ...MESSAGE_TOPICS];

/** What a person may be in the hub; the `roles` claim of their token. */
export const ROLES = [
  'link-worker',
  'supervisor',
  'clinician',
  'practice',
  'provider',
  'operator',
  'commissioner',
  'evaluator',
  'privacy-officer',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * What an organisation is to the hub. `practice` and `agency` refer, `scheme-provider` employs link workers, `charity` offers services,
 * `commissioner` reads reports, `hub` runs the hub and, in a small deployment, a scheme too.
 */
export const ORGANISATION_KINDS = ['practice', 'charity', 'scheme-provider', 'commissioner', 'agency', 'hub'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
