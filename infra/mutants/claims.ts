import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { SCOPED } from './mutant-list';

/** Files whose mutations belong in the list: rules, state, and queries that say whose records they read. */
const RULES = /\.(rules|entity)\.ts$/;
const NOT_RULES = /\/(?:migrations|texts)\/|\.(?:spec|e2e-spec|dto|config|event|migration)\.ts$/;

/** Which specs of an app's `test/` claim a folder besides those that are named for it. */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  'apps/caseload/src': ['doors', 'case', 'needs', 'signposting'],
  'apps/caseload/src/actions': ['escalations'],
  'apps/caseload/src/absences': ['schema'],
  'apps/caseload/src/agreements': ['agreed-plan', 'consents', 'employments', 'refer-backs'],
  'apps/caseload/src/alerts': ['connection-steps', 'escalations', 'invariants'],
  'apps/caseload/src/cases': ['doors', 'hand-overs', 'contacts', 'contact-rules'],
  'apps/caseload/src/clocks': ['limbo', 'escalations', 'case'],
  'apps/caseload/src/connections': ['service-pauses', 'doors'],
  'apps/caseload/src/consents': ['person-messages', 'my', 'agreed-plan'],
  'apps/caseload/src/contact-rules': ['related-persons'],
  'apps/caseload/src/contacts': ['lone-working', 'remote-mode'],
  'apps/caseload/src/directory': ['avoid-settings', 'service-pauses', 'doors'],
  'apps/caseload/src/employments': ['owners', 'schema'],
  'apps/caseload/src/invariants': ['planted-states'],
  'apps/caseload/src/plans': ['agreed-plan'],
  'apps/caseload/src/records': ['corrections'],
  'apps/caseload/src/restricted': ['needs'],
  'apps/caseload/src/risks': ['needs', 'refer-backs'],
  'apps/caseload/src/safeguarding': ['needs'],
  'apps/caseload/src/unmet-needs': ['gap-report'],
  'apps/caseload/src/workers': ['employments', 'reallocations', 'doors'],
  'apps/identity/src': ['organisations', 'credentials'],
  'apps/identity/src/accounts': ['credentials', 'people', 'inputs'],
  'apps/identity/src/clients': ['systems', 'credentials'],
  'apps/identity/src/issuer': ['systems'],
  'apps/identity/src/organisations': ['credentials'],
  'apps/identity/src/trust': ['credentials', 'organisations'],
  'apps/outcomes/src/changes': ['changes.controller'],
  'apps/outcomes/src/records': ['changes.controller'],
  'apps/outcomes/src/episodes': ['measurements.controller', 'changes.controller'],
  'apps/outcomes/src/schemes': ['measurements.controller', 'changes.controller'],
  'apps/pipeline-monitor/src': ['journeys', 'alerts'],
  'apps/provider-gateway/src': ['tasks', 'endpoint-credentials', 'connection', 'lists'],
  'apps/provider-gateway/src/agreements': ['connection', 'consent'],
  'apps/provider-gateway/src/deliveries': ['fairness'],
  'apps/provider-gateway/src/directory': ['connection', 'tasks', 'endpoint-credentials', 'lists'],
  'apps/provider-gateway/src/endpoints': ['deliveries', 'lists'],
  'apps/provider-gateway/src/tasks': ['connection', 'consent', 'lists', 'corrections'],
  'apps/referral-intake/src': ['fhir-requests', 'consent', 'senders', 'shared-person'],
  'apps/referral-intake/src/exchanges': ['consent', 'senders', 'fhir-requests'],
  'apps/referral-intake/src/identity-doubts': ['identity'],
  'apps/referral-intake/src/progress': ['consent', 'refer-backs'],
  'apps/referral-intake/src/records': ['erasure', 'retention', 'correction', 'shared-person'],
  'apps/referral-intake/src/reading': ['fhir-requests', 'withdrawal', 'transactions'],
  'apps/referral-intake/src/referrals': ['transactions', 'conditions', 'schemes', 'senders'],
  'libs/platform/src/audit': ['libs/platform/test/audit.e2e-spec.ts'],
  'libs/platform/src/releases': ['apps/caseload/test/gap-report.e2e-spec.ts', 'apps/caseload/test/presenting-groups.e2e-spec.ts'],
  'libs/platform/src/scheme-reach': [
    'apps/outcomes/test/measurements.controller.e2e-spec.ts',
    'apps/referral-intake/test/senders.e2e-spec.ts',
  ],
};

/** How many mutations a file gives to the list, at most. */
export const PER_FILE = { rules: 3, entity: 1, query: 1 };

/** The files of all apps and libs that hold rules, with how many mutations each gives to the list. */
export function ruleFiles(root: string): { file: string; count: number }[] {
  const sources = ['apps', 'libs'].flatMap((top) =>
    readdirSync(join(root, top)).flatMap((name) => filesBelow(join(root, top, name, 'src')).map((file) => relative(root, file))),
  );
  return sources
    .filter((file) => file.endsWith('.ts') && !NOT_RULES.test(file) && !file.startsWith('libs/testing/'))
    .flatMap((file) => {
      const kind = RULES.exec(file)?.[1] as 'rules' | 'entity' | undefined;
      if (kind) return [{ file, count: PER_FILE[kind] }];
      return SCOPED.test(readFileSync(join(root, file), 'utf8')) ? [{ file, count: PER_FILE.query }] : [];
    })
    .sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** The specs that claim a file by where it stands: those in its folder, and the end-to-end specs named for the folder or in the table; the quick ones first. */
export function claimedBy(root: string, file: string): string[] {
  const folder = dirname(file);
  const own = filesBelow(join(root, folder)).filter(
    (path) => path.endsWith('.spec.ts') && (basename(folder) !== 'src' || dirname(path) === join(root, folder)),
  );
  const test = join(root, file.split('/').slice(0, 2).join('/'), 'test');
  const stories = filesBelow(test).filter((path) => isStoryOf(path, folder));
  const elsewhere = (CLAIMS[folder] ?? []).filter((path) => path.includes('/'));
  return [...own.map((path) => relative(root, path)), ...stories.map((path) => relative(root, path)), ...elsewhere];
}

function isStoryOf(path: string, folder: string): boolean {
  if (!path.endsWith('.e2e-spec.ts')) return false;
  const name = basename(path, '.e2e-spec.ts');
  return name.startsWith(basename(folder).replace(/s$/, '')) || (CLAIMS[folder] ?? []).includes(name);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
