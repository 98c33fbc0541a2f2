import { execFileSync, spawnSync } from 'node:child_process';
import Ajv from 'ajv';
import { caseload } from '#apps/caseload';
import { consoleService } from '#apps/console';
import { identity } from '#apps/identity';
import { outcomes } from '#apps/outcomes';
import { pipelineMonitor } from '#apps/pipeline-monitor';
import { providerGateway } from '#apps/provider-gateway';
import { referralIntake } from '#apps/referral-intake';
import { MessagingConfig } from '#libs/messaging';
import { ProcessConfig, Settings, settingsOf, type ServiceDefinition } from '#libs/platform';
import { ROOT } from '../launcher/root';
import { composeFile, defaults, textOf, variablesUsed, yamlOf } from './compose-file';
import { nginxConf } from './nginx';
import { ROUTED_APPS } from './routes';

const APPS = [identity, referralIntake, caseload, providerGateway, outcomes, pipelineMonitor, consoleService];
const JOBS = ['schemas', 'migrate'];
const { services } = composeFile();
const all = Object.entries(services);
const environmentOf = (name: string): Record<string, string> => ({ ...services[name]?.environment });
const databaseVariable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;

function variablesOf({ configs, databases }: ServiceDefinition): string[] {
  const settings = [ProcessConfig, ...configs].flatMap((config) => [...settingsOf(config).values()].map(({ env }) => env));
  // Over Kafka there is no bus in the database.
  return [...settings, ...databases.filter(({ name }) => name !== 'bus').map(({ name }) => databaseVariable(name))];
}

describe('docker-compose.yml', () => {
  it.each(['docker-compose.yml', 'infra/docker/services.yml'])(
    'is a compose file by the schema of the Compose Specification: %s',
    (path) => {
      const schema = JSON.parse(textOf('node_modules/docker-compose/schema/compose-spec.json')) as Record<string, unknown>;
      delete schema['$schema']; // draft-07 by an address that ajv does not know
      const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

      const valid = ajv.validate(schema, yamlOf(path));

      expect(ajv.errorsText()).toBe('No errors');
      expect(valid).toBe(true);
    },
  );

  const hasPlugin = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0;
  if (!hasPlugin) process.stderr.write('One test of the compose file is skipped: the compose plugin of docker is not installed.\n');
  (hasPlugin ? it : it.skip)('is read by docker compose itself, where its plugin is installed', () => {
    const profile = ['--profile', 'observability'];

    const names = execFileSync('docker', ['compose', ...profile, 'config', '--services'], { cwd: ROOT, encoding: 'utf8' });

    expect(names.trim().split('\n').sort()).toEqual(Object.keys(services).sort());
  });

  it('takes every variable from defaults.env, and leaves none there unused, so that nothing has to be edited first', () => {
    expect([...new Set(variablesUsed())].sort()).toEqual(Object.keys(defaults()).sort());
  });

  it.each(all)('runs %s without root, rights or a writable file system, from an image with a version', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service.privileged).toBeUndefined();
    expect(service.user).toMatch(/^(?!root|0)\w+$/);
    expect(service.image).toMatch(/^social-prescribing-hub\/[\w-]+$|:v?\d+\.\d+(\.\d+)?(-\w+)?$/);
  });

  it('looks after the health of everything that stays up', () => {
    const looksAfterItself = /^HEALTHCHECK .*\n.*health\/ready/m.test(textOf('infra/docker/Dockerfile').split(' AS app\n')[1] ?? '');
    const unwatched = all.filter(([, { healthcheck, build }]) => {
      if (healthcheck?.test !== undefined) return false;
      return healthcheck?.disable === true || !(build?.target === 'app' && looksAfterItself);
    });

    expect(unwatched.map(([name]) => name).sort()).toEqual([...JOBS].sort());
  });

  it('opens no port of the machine but the proxy’s, and that one to the machine itself unless told otherwise', () => {
    const open = all.filter(([, { ports }]) => ports !== undefined).map(([name, { ports }]) => [name, ports]);

    expect(open).toEqual([['proxy', ['127.0.0.1:8080:8080']]]);
  });

  it('starts the proxy when everything behind it answers, and services when their database is migrated', () => {
    const conditions = Object.fromEntries([...ROUTED_APPS, 'keycloak'].map((app) => [app, { condition: 'service_healthy' }]));

    expect(services['proxy']?.depends_on).toEqual(conditions);
    for (const { name, databases } of APPS.filter((app) => app.databases.length > 0)) {
      expect(services[name]?.depends_on?.['migrate']).toEqual({ condition: 'service_completed_successfully' });
      expect(services[name]?.depends_on?.['kafka'] !== undefined).toBe(databases.some((database) => database.name === 'bus'));
    }
  });

  it.each(APPS)('gives $name the settings that it needs, and none that it does not know', (app) => {
    const environment = environmentOf(app.name);
    const known = variablesOf(app);

    expect(services[app.name]?.build).toMatchObject({ target: 'app', args: { APP: app.name } });
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    expect(() => Settings.read([ProcessConfig, ...app.configs], app.databases, environment)).not.toThrow();
    expect(environment['NODE_ENV']).toBe('production');
  });

  it('gives the migrations the settings of all services', () => {
    const configs = [ProcessConfig, ...APPS.flatMap((app) => app.configs)];
    const databases = APPS.flatMap((app) => app.databases);

    expect(() => Settings.read(configs, databases, environmentOf('migrate'))).not.toThrow();
    for (const { name } of APPS.filter((app) => app.databases.length > 0)) {
      expect(environmentOf('schemas')).toHaveProperty(databaseVariable(name));
    }
  });

  it('gives the keys to personal data to services that may open it, and to no other', () => {
    const holders = all.filter(([, { environment }]) => environment?.['SEALING_KEYS'] !== undefined).map(([name]) => name);

    expect(holders).toEqual(['referral-intake', 'caseload', 'provider-gateway', 'outcomes']);
    for (const app of holders) expect(APPS.find(({ name }) => name === app)?.configs).toContain(MessagingConfig);
  });

  it('sends people to the issuer that the services trust', () => {
    const { PUBLIC_URL: publicUrl, OIDC_ISSUER: issuer } = environmentOf('caseload');

    expect(environmentOf('keycloak')['KC_HOSTNAME']).toBe(`${String(publicUrl)}/keycloak`);
    expect(issuer).toBe(`${String(publicUrl)}/keycloak/realms/hub`);
  });
});

describe('nginx.conf', () => {
  it('is what infra/docker/routes.ts makes (else: npm run build && node dist/infra/docker/print-nginx.js > infra/docker/nginx.conf)', () => {
    expect(textOf('infra/docker/nginx.conf')).toBe(nginxConf());
  });
});
