// Who may import whom. infra/import-rules.spec.ts plants a breach of every rule and sees it caught.
const TEST = '(\\.spec\\.ts$|\\.e2e-spec\\.ts$|^(apps|libs)/[^/]+/test/)';
const NEST = 'node_modules/@nestjs/';
const TYPEORM = 'node_modules/typeorm/';
const KAFKAJS = 'node_modules/kafkajs/';

/** Libs that a lib may enter; `testing` gives tests a world and may enter any. */
const LIBS_OF = { contracts: [], platform: ['contracts'], messaging: ['contracts', 'platform'], fhir: ['contracts', 'platform'] };

const layers = Object.entries(LIBS_OF).map(([lib, allowed]) => ({
  name: `${lib}-imports-only-${['its-own', ...allowed].join('-and-')}`,
  comment: `libs/${lib} may enter ${allowed.length > 0 ? allowed.join(' and ') : 'no other lib'}; its tests may also enter testing.`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: TEST },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Entities refer to other aggregates by id; two files that need each other are one idea, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'app-imports-no-app',
      comment: 'Services speak only through events; hub alone puts them together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/hub/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'hub-enters-apps-by-index',
      comment: "An app's index.ts says what hub may have of it.",
      severity: 'error',
      from: { path: '^apps/hub/' },
      to: { path: '^apps/', pathNot: '^apps/(hub/|[^/]+/src/index\\.ts$)' },
    },
    {
      name: 'lib-imports-no-app',
      comment: 'A lib knows no service.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    ...layers,
    {
      name: 'contracts-without-framework',
      comment: 'Events, identifiers and code lists are for everybody, also without Nest, TypeORM or Kafka.',
      severity: 'error',
      from: { path: '^libs/contracts/src/' },
      to: { path: [NEST, TYPEORM, KAFKAJS] },
    },
    {
      name: 'testing-only-for-tests',
      comment: 'libs/testing is for tests, the demo, the benches, the fault run and the mutants.',
      severity: 'error',
      from: { path: '^(apps|libs|infra)/', pathNot: [TEST, '^libs/testing/', '^infra/(demo|bench|faults|mutants)/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'lib-by-its-front-door',
      comment: 'A lib is entered by its index.ts.',
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)/|apps/|infra/)' },
      to: { path: '^libs/[^/]+/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/$1/'] },
    },
    {
      name: 'no-infra-in-the-product',
      comment: 'Apps and libs know addresses, not how the launcher makes them; testing uses the same servers.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [TEST, '^libs/testing/'] },
      to: { path: '^infra/' },
    },
    {
      name: 'kafkajs-behind-the-bus',
      comment: 'kafkajs is unmaintained: it stays where it can be replaced.',
      severity: 'error',
      from: { path: '^(apps|libs|infra)/', pathNot: ['^libs/messaging/.+kafka', '^libs/testing/'] },
      to: { path: KAFKAJS },
    },
    {
      name: 'fhir-kit-client-in-fhir',
      comment: 'One place speaks FHIR to others.',
      severity: 'error',
      from: { path: '^(apps|libs|infra)/', pathNot: '^libs/(fhir|testing)/' },
      to: { path: '(^|node_modules/)fhir-kit-client' },
    },
    {
      name: 'state-and-rules-do-not-reach-nest',
      comment: 'State, rules, errors and contracts run without a framework, by whatever path.',
      severity: 'error',
      from: { path: ['\\.(entity|rules|errors)\\.ts$', '^libs/contracts/src/'] },
      to: { path: NEST, reachable: true },
    },
    {
      name: 'doors-touch-no-storage',
      comment: 'A controller or consumer parses, calls one service and answers.',
      severity: 'error',
      from: { path: '\\.(controller|consumer)\\.ts$' },
      to: { path: [TYPEORM, '\\.entity\\.ts$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '/dist/', '^apps/console/pages/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'node', 'import', 'require', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
