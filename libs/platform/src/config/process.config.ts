import { asDuration, asInteger, asList, asNetworks, asOneOf, asPort, asUrl, Setting } from './setting';

/** What every process needs to start, to be reached and to know who is calling. */
export class ProcessConfig {
  @Setting({ env: 'PORT', default: '3000', parse: asPort, describe: 'Port of the HTTP server' })
  readonly port!: number;

  @Setting({ env: 'HOST', default: '127.0.0.1', describe: 'Address the HTTP server listens on; containers set 0.0.0.0' })
  readonly host!: string;

  @Setting({
    env: 'PUBLIC_URL',
    default: 'http://localhost:3000',
    parse: asUrl,
    describe: 'Address under which everybody reaches the hub; issuer and links are built from it',
  })
  readonly publicUrl!: string;

  @Setting({
    env: 'LOG_LEVEL',
    default: 'info',
    parse: asOneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    describe: 'Least severity that is logged',
  })
  readonly logLevel!: string;

  @Setting({
    env: 'BODY_LIMIT',
    default: '5242880',
    parse: asInteger(1024, 104_857_600),
    describe: 'Largest FHIR message in bytes; more is answered 413',
  })
  readonly bodyLimit!: number;

  @Setting({
    env: 'JSON_BODY_LIMIT',
    default: '262144',
    parse: asInteger(1024, 104_857_600),
    describe: 'Largest body of all other requests in bytes; more is answered 413',
  })
  readonly jsonBodyLimit!: number;

  @Setting({
    env: 'HEADERS_TIMEOUT',
    default: '15s',
    parse: asDuration,
    describe: 'How long a client may take to send the headers of a request',
  })
  readonly headersTimeoutMs!: number;

  @Setting({ env: 'BODY_TIMEOUT', default: '30s', parse: asDuration, describe: 'How long it may then take to send the body' })
  readonly bodyTimeoutMs!: number;

  @Setting({ env: 'IDLE_TIMEOUT', default: '60s', parse: asDuration, describe: 'After how long a connection ends on which nothing moves' })
  readonly idleTimeoutMs!: number;

  @Setting({
    env: 'TRUSTED_PROXIES',
    default: '',
    parse: asNetworks,
    describe: 'Networks of the proxies whose `X-Forwarded-For` is believed, such as `10.0.0.0/8,::1/128`; empty: nobody',
  })
  readonly trustedProxies!: readonly string[];

  @Setting({
    env: 'RATE_LIMIT',
    default: '600',
    parse: asInteger(0, 1_000_000),
    describe: 'Calls a minute that one person or system may make, and one address without a token; more are answered 429; 0: any number',
  })
  readonly callsPerCaller!: number;

  @Setting({
    env: 'RATE_LIMIT_FHIR',
    default: '3000',
    parse: asInteger(0, 1_000_000),
    describe: 'The same at the FHIR doors, where a practice system may post its backlog in one night',
  })
  readonly fhirCallsPerCaller!: number;

  @Setting({
    env: 'RATE_LIMIT_FORMS',
    default: '30',
    parse: asInteger(0, 1_000_000),
    describe: 'Times a minute that one address may send a form without a token, or begin to sign in',
  })
  readonly formsPerAddress!: number;

  @Setting({ env: 'DATABASE_POOL', default: '10', parse: asInteger(2, 200), describe: 'PostgreSQL connections per service' })
  readonly databasePool!: number;

  @Setting({
    env: 'IDEMPOTENCY_HOURS',
    default: '24',
    parse: asInteger(1, 8760),
    describe: 'Hours for which the first answer to an `Idempotency-Key` is kept',
  })
  readonly idempotencyHours!: number;

  @Setting({
    env: 'IDENTITY_JWKS_URL',
    optional: true,
    parse: asUrl,
    describe: "Where the hub's own signing keys are read, when not under PUBLIC_URL",
  })
  readonly identityJwksUrl?: string;

  @Setting({
    env: 'OIDC_ISSUER',
    optional: true,
    parse: asUrl,
    describe: 'OpenID Connect issuer of people; unset: accounts embedded in the hub',
  })
  readonly oidcIssuer?: string;

  @Setting({
    env: 'OIDC_JWKS_URL',
    optional: true,
    parse: asUrl,
    describe: "Where that issuer's signing keys are read; unset: as its discovery says",
  })
  readonly oidcJwksUrl?: string;

  @Setting({
    env: 'OIDC_AUDIENCE',
    optional: true,
    parse: asList,
    describe: 'Audiences a token may name, comma separated; unset: PUBLIC_URL',
  })
  readonly oidcAudience?: string[];

  @Setting({ env: 'OIDC_CLAIM_ORG', default: 'organisation', describe: "Claim that holds the person's organisation" })
  readonly claimOrganisation!: string;

  @Setting({ env: 'OIDC_CLAIM_ROLES', default: 'roles', describe: "Claim that holds the person's roles" })
  readonly claimRoles!: string;

  @Setting({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    optional: true,
    parse: asUrl,
    describe: 'OpenTelemetry collector that takes traces by OTLP over HTTP, as in `http://jaeger:4318`; unset: no traces',
  })
  readonly tracesEndpoint?: string;

  @Setting({ env: 'NODE_ENV', default: 'development', describe: 'production refuses embedded accounts' })
  readonly environment!: string;
}
