import { fhirErrorFormat } from '#libs/fhir';
import { problemFormat, ProcessConfig, settingsOf, type ErrorFormat, type Failure } from '#libs/platform';
import { OTHERWISE, ROUTES, type RoutedApp } from './routes';

/** Port on which every service listens inside of its container. */
const APP_PORT = 3000;
const FHIR = '/fhir/';
const BODY_LIMIT = settingsOf(ProcessConfig).get('bodyLimit')?.default ?? '';

/** A time-out as the services have it. */
function seconds(setting: 'headersTimeoutMs' | 'bodyTimeoutMs' | 'idleTimeoutMs'): string {
  return settingsOf(ProcessConfig).get(setting)?.default ?? '';
}

/** What the proxy says itself, as the services would: one that gave up reading a large body could not make itself heard through it. */
const AWAY = failure(503, 'SERVICE.UNAVAILABLE', 'The service does not answer just now; try again.');
const TOO_LARGE = failure(413, 'BODY.TOO_LARGE', 'The body is larger than is accepted.');

/** The reverse proxy's settings, from the table of routes. `node dist/infra/docker/print-nginx.js > infra/docker/nginx.conf` renews them. */
export function nginxConf(): string {
  return `# Made from infra/docker/routes.ts: node dist/infra/docker/print-nginx.js > infra/docker/nginx.conf
worker_processes auto;
pid /tmp/nginx.pid;
# The lines of a lower level quote addresses, and an address may hold a person's link.
error_log /dev/stderr crit;

events {
  worker_connections 4096;
}

http {
  include mime.types;
  default_type application/octet-stream;
  server_tokens off;
  client_body_temp_path /tmp/client-body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;

  # No address and no query: they may hold a person's link or an NHS number. The request id leads to the service's own log.
  log_format without_addresses '$time_iso8601 $request_method $route $status $request_time $sent_http_x_request_id';
  access_log /dev/stdout without_addresses;

  # Docker's own names; asked again, so that a service may be replaced while the proxy runs.
  resolver 127.0.0.11 valid=5s ipv6=off;
  resolver_timeout 2s;

  # TLS may end at a balancer in front of this proxy.
  map $http_x_forwarded_proto $scheme_outside {
    default $scheme;
    https https;
  }

  server {
    listen 8080;
    merge_slashes off;
    set $route -;

    client_max_body_size ${BODY_LIMIT};
    # A service gets a request when it is whole: a slow sender waits here. Memory takes all of it, so that nothing personal is written to a disk.
    proxy_request_buffering on;
    client_body_buffer_size ${BODY_LIMIT};
    client_header_timeout ${seconds('headersTimeoutMs')};
    client_body_timeout ${seconds('bodyTimeoutMs')};
    send_timeout ${seconds('idleTimeoutMs')};
    keepalive_timeout ${seconds('idleTimeoutMs')};
    reset_timedout_connection on;
    proxy_max_temp_file_size 0;
    proxy_http_version 1.1;
    proxy_connect_timeout 3s;
    proxy_read_timeout 65s;
    proxy_next_upstream off;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    # The hub's own addresses come from PUBLIC_URL; what a caller says of them is not passed on.
    proxy_set_header X-Forwarded-Host "";
    proxy_set_header Forwarded "";
    proxy_set_header X-Forwarded-Proto $scheme_outside;
    error_page 502 503 504 = @away;
    error_page 413 = @too_large;

${ROUTES.map(({ prefix, app }) => location(prefix, app)).join('\n')}

    # Where people sign in. Keycloak's own administration stays inside.
${['/keycloak/realms/hub/', '/keycloak/resources/'].map((prefix) => `    location ${prefix} { set $route /keycloak; ${passTo('keycloak', 8080)} }`).join('\n')}
    location /keycloak/ { return 404; }

    # With the profile "observability".
    location /grafana/ { set $route /grafana; ${passTo('grafana')} }
    # Every process has its own; they are read behind the proxy.
    location = /metrics { return 404; }

    location / { set $route /; ${passTo(OTHERWISE)} }

    location @away { add_header Retry-After 5 always; ${answer(AWAY, problemFormat)} }
    location @fhir_away { add_header Retry-After 5 always; ${answer(AWAY, fhirErrorFormat('/fhir'))} }
    location @too_large { ${answer(TOO_LARGE, problemFormat)} }
    location @fhir_too_large { ${answer(TOO_LARGE, fhirErrorFormat('/fhir'))} }
  }
}
`;
}

function location(prefix: string, app: RoutedApp): string {
  const formats = prefix.startsWith(FHIR) ? ' error_page 502 503 504 = @fhir_away; error_page 413 = @fhir_too_large;' : '';
  return [`= ${prefix}`, `${prefix}/`]
    .map((match) => `    location ${match} { set $route ${prefix};${formats} ${passTo(app)} }`)
    .join('\n');
}

/** By a variable, so that the name is looked up while the proxy runs and the address goes on as it came. */
function passTo(app: string, port = APP_PORT): string {
  return `set $to ${app}:${String(port)}; proxy_pass http://$to;`;
}

function failure(status: number, code: string, detail: string): Failure {
  return { status, code, detail, problems: [], headers: {}, unforeseen: false };
}

function answer(told: Failure, format: ErrorFormat): string {
  return `default_type ${format.contentType}; return ${String(told.status)} '${JSON.stringify(format.render(told))}';`;
}
