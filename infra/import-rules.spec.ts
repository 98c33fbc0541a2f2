import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './launcher/root';

/** One file a breach, with what it imports; the rule it must be caught by. */
const BREACHES: readonly { rule: string; file: string; imports: string }[] = [
  { rule: 'no-unresolvable', file: 'apps/caseload/src/lost.ts', imports: './nowhere' },
  { rule: 'no-cycles', file: 'apps/caseload/src/egg.ts', imports: './hen' },
  { rule: 'app-imports-no-app', file: 'apps/caseload/src/nosy.ts', imports: '#apps/outcomes' },
  { rule: 'hub-enters-apps-by-index', file: 'apps/hub/src/nosy.ts', imports: '../../outcomes/src/inside' },
  { rule: 'lib-imports-no-app', file: 'libs/platform/src/nosy.ts', imports: '#apps/outcomes' },
  { rule: 'contracts-imports-only-its-own', file: 'libs/contracts/src/upwards.ts', imports: '#libs/platform' },
  { rule: 'platform-imports-only-its-own-and-contracts', file: 'libs/platform/src/upwards.ts', imports: '#libs/messaging' },
  { rule: 'messaging-imports-only-its-own-and-contracts-and-platform', file: 'libs/messaging/src/sideways.ts', imports: '#libs/fhir' },
  { rule: 'fhir-imports-only-its-own-and-contracts-and-platform', file: 'libs/fhir/src/sideways.ts', imports: '#libs/messaging' },
  { rule: 'contracts-without-framework', file: 'libs/contracts/src/with-nest.ts', imports: '@nestjs/common' },
  { rule: 'contracts-without-framework', file: 'libs/contracts/src/with-typeorm.ts', imports: 'typeorm' },
  { rule: 'contracts-without-framework', file: 'libs/contracts/src/with-kafka.ts', imports: 'kafkajs' },
  { rule: 'testing-only-for-tests', file: 'apps/caseload/src/tested.ts', imports: '#libs/testing' },
  { rule: 'testing-only-for-tests', file: 'infra/launcher/tested.ts', imports: '#libs/testing' },
  { rule: 'lib-by-its-front-door', file: 'apps/caseload/src/window.ts', imports: '../../../libs/platform/src/inside' },
  { rule: 'lib-by-its-front-door', file: 'libs/fhir/src/window.ts', imports: '../../platform/src/inside' },
  { rule: 'no-infra-in-the-product', file: 'apps/caseload/src/launching.ts', imports: '../../../infra/launcher/inside' },
  { rule: 'kafkajs-behind-the-bus', file: 'apps/caseload/src/direct.ts', imports: 'kafkajs' },
  { rule: 'kafkajs-behind-the-bus', file: 'libs/messaging/src/outbox/direct.ts', imports: 'kafkajs' },
  { rule: 'fhir-kit-client-in-fhir', file: 'apps/referral-intake/src/direct.ts', imports: 'fhir-kit-client' },
  { rule: 'state-and-rules-do-not-reach-nest', file: 'apps/caseload/src/case.entity.ts', imports: './framework' },
  { rule: 'state-and-rules-do-not-reach-nest', file: 'apps/caseload/src/case.rules.ts', imports: '@nestjs/common' },
  { rule: 'state-and-rules-do-not-reach-nest', file: 'apps/caseload/src/case.errors.ts', imports: './framework' },
  { rule: 'state-and-rules-do-not-reach-nest', file: 'libs/contracts/src/far.ts', imports: './with-nest' },
  { rule: 'doors-touch-no-storage', file: 'apps/caseload/src/cases.controller.ts', imports: './case.entity' },
  { rule: 'doors-touch-no-storage', file: 'apps/caseload/src/case-opened.consumer.ts', imports: 'typeorm' },
];

/** Imports that must pass, so that a rule that catches everything is noticed. */
const ALLOWED = [
  { file: 'apps/hub/src/services.ts', imports: '#apps/outcomes' },
  { file: 'apps/outcomes/src/index.ts', imports: '#libs/messaging' },
  { file: 'apps/caseload/test/story.e2e-spec.ts', imports: '#libs/testing' },
  { file: 'infra/demo/main.ts', imports: '#libs/testing' },
  { file: 'libs/platform/src/index.ts', imports: '#libs/contracts' },
  { file: 'libs/messaging/src/index.ts', imports: '#libs/platform' },
  { file: 'libs/messaging/src/kafka/kafka-bus.ts', imports: 'kafkajs' },
  { file: 'libs/fhir/src/index.ts', imports: '#libs/platform' },
  { file: 'libs/testing/src/index.ts', imports: '../../../infra/launcher/inside' },
  { file: 'apps/caseload/src/framework.ts', imports: '@nestjs/common' },
];

const TARGETS = ['libs/contracts/src/index.ts', 'apps/outcomes/src/inside.ts', 'libs/platform/src/inside.ts', 'infra/launcher/inside.ts'];

interface Violation {
  from: string;
  rule: { name: string };
}

function cruise(folder: string): Violation[] {
  const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs', 'infra'];
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (!stdout.startsWith('{')) throw new Error(stderr || stdout);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('import rules', () => {
  let folder: string;
  let caught: string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-rules-'));
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json'])
      copyFileSync(join(ROOT, name), join(folder, name));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const plant = (file: string, text: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    plant('apps/caseload/src/hen.ts', "import './egg';\n");
    for (const file of TARGETS) plant(file, 'export const inside = 1;\n');
    for (const { file, imports } of [...ALLOWED, ...BREACHES]) plant(file, `import '${imports}';\nexport const here = 1;\n`);
    caught = cruise(folder).map(({ from, rule }) => `${rule.name} ${from}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(BREACHES)('catches $rule when $file imports $imports', ({ rule, file }) => {
    expect(caught).toContain(`${rule} ${file}`);
  });

  it.each(ALLOWED)('lets $file import $imports', ({ file }) => {
    expect(caught.filter((line) => line.endsWith(` ${file}`))).toEqual([]);
  });

  it('has no rule without a planted breach', () => {
    const config = execFileSync(process.execPath, ['-p', 'JSON.stringify(require("./.dependency-cruiser.cjs").forbidden)'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const rules = (JSON.parse(config) as { name: string }[]).map(({ name }) => name);
    expect(rules.filter((name) => !BREACHES.some(({ rule }) => rule === name))).toEqual([]);
  });

  it('is run by npm run verify', () => {
    expect(readFileSync(join(ROOT, 'infra/verify.mjs'), 'utf8')).toContain('.dependency-cruiser.cjs');
  });
});
