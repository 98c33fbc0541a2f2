export { AuditSealer } from './audit/audit-sealer';
export { auditMigrations } from './audit/audit.migration';
export { AuditService, type Actor, type AuditedAct } from './audit/audit.service';
export { Access, Public, grants, type Reach } from './auth/access.decorator';
export { fittingOrganisation, OrganisationNotFittingError } from './auth/fitting-organisation';
export { ForbiddenError, TrustUnavailableError, UnauthorizedError } from './auth/auth.errors';
export { Caller, type Principal } from './auth/principal';
export { RecordReach, type NamedRecord, type PathParameters } from './auth/record-reach';
export { TokenVerifier } from './auth/token-verifier';
export { hashOfCaller, TrustList } from './auth/trust-list';
export { BackgroundLoop } from './background-loop';
export { Clock } from './clock';
export { ConsentWords } from './consent-words/consent-words';
export { dropAuditMonths } from './audit/drop-audit-months';
export { consentWordsMigrations } from './consent-words/consent-words.migration';
export { MailConfig } from './config/mail.config';
export { ProcessConfig } from './config/process.config';
export { RetentionConfig } from './config/retention.config';
export * from './config/setting';
export { ConfigurationError, Settings } from './config/settings';
export { dataSourceOptions, migrate } from './database/data-source';
export { DatabaseClient, databasePool } from './database/database-client';
export { schemaOf, type DatabaseDefinition } from './database/database-definition';
export {
  isAfterFailure,
  databaseFailure,
  isDatabaseUnavailable,
  isSerializationFailure,
  violatedUnique,
} from './database/database-failure';
export { DatabaseModule } from './database/database.module';
export { CONNECT_WITHIN_MS, sessionOptions } from './database/work-limits';
export { Transaction } from './database/transaction';
export { HealthRegistry, type Check } from './health/health-registry';
export { TakesForm } from './http/body-reader.guard';
export { escapeHtml } from './http/escape-html';
export { problemFormat, type BodyRules, type ErrorFormat } from './http/error-format';
export { failureOf, type Failure } from './http/failure';
export { idempotencyMigrations } from './idempotency/idempotency.migration';
export { afterOf, cursorOf, pageOf, PageQuery, type Cursor, type Page } from './http/page';
export { RequestContext, contextOf, type WorkContext } from './http/request-context';
export { Nullable } from './http/fields';
export { Codes, Day, Ids, Instant, isInstant, Text } from './http/inputs';
export { problemsOf } from './http/validation.pipe';
export { rateLimitMigrations } from './rate-limit/rate-limit.migration';
export { migrateAll, run, start, type RunningProcess } from './start/run';
export { lastWholeMonth, monthAfter, monthsBetween } from './releases/months.rules';
export { releaseMigrations } from './releases/release.migration';
export { Releases, type Release } from './releases/releases';
export {
  countedTogether,
  isSmall,
  mayFollow,
  shownCount,
  shownMean,
  shownParts,
  smallestReleased,
  SMALLEST_RELEASED,
} from './releases/small-numbers.rules';
export { accountHash, SchemeReach, type SchemePlace } from './scheme-reach/scheme-reach';
export { schemeReachMigrations } from './scheme-reach/scheme-reach.migration';
export type { Feature, ProcessContext, ServiceDefinition } from './start/service-definition';
export { serviceModule } from './start/service-module';
export { smtpTransport } from './smtp-transport';
export { failed, Tracer, type SpanOptions } from './tracing/tracer';
export { Tracing } from './tracing/tracing';
