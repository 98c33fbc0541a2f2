export * from './assign-ids';
export * from './bundles';
export { capabilityStatement, type CapabilityFacts } from './capability-statement';
export * from './connection-task.mapper';
export { correctPatient } from './correct-patient.mapper';
export * from './directory.mapper';
export { identityOf } from './identity.rules';
export * from './names';
export * from './nhs-number';
export * from './ons4.mapper';
export * from './operation-outcome';
export { toPersonDetails, type PersonFromPatient } from './patient.mapper';
export * from './problem';
export * from './referral-reference';
export * from './referral-task.mapper';
export { toReferralDetails } from './referral-details.mapper';
export { CONTACT_RULE_EXTENSION } from './related-person.mapper';
export { readReferralTransaction, type ReferralTransaction } from './referral-transaction';
export {
  acceptedServiceRequest,
  contactProhibitions,
  toReferralRequest,
  withReference,
  type ReferralRequest,
} from './service-request.mapper';
export * from './status-map';
export { statusMapMarkdown } from './status-map-document';
export { versionMeta, type StatusReason, type WorkOutput } from './task-parts';
export { parseIfNoneExist, PERMITTED_TYPES, type EntryOf, type IdentifierCondition, type TransactionEntry } from './transaction-entry';
export { validateResource, validateTransaction } from './validation/validate';
