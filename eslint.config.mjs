import tseslint from 'typescript-eslint';

/** The files that may read the environment: settings, the launcher and the tools, tests. */
const READS_ENVIRONMENT = [
  '**/*.config.ts',
  'libs/platform/src/start/run.ts',
  'infra/**',
  'libs/testing/**',
  '**/test/**',
  '**/*.spec.ts',
  '**/*.e2e-spec.ts',
];
/** The files that may make connections to PostgreSQL, each with its `error` listener. */
const OPENS_CONNECTIONS = ['libs/platform/src/database/database-client.ts', 'infra/postgres/client.ts'];
const TESTS = ['**/test/**', '**/*.spec.ts', '**/*.e2e-spec.ts', 'libs/testing/**'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.hub*/', 'bench-results/', '**/*.mjs', '**/*.mts', '**/*.cjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A Nest module or controller is a class for the sake of its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      // An async function without await still turns a throw into a rejection, which is what interfaces promise.
      '@typescript-eslint/require-await': 'off',
      // An underscore says: left out on purpose.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Events and DTOs are plain data given a class by class-transformer; an object of the same shape is one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      // A client of node-postgres without an `error` listener ends the process when the server hangs up.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'pg',
              importNames: ['Client', 'Pool', 'default'],
              allowTypeImports: true,
              message: 'Use DatabaseClient and databasePool of #libs/platform (the launcher: infra/postgres/client.ts).',
            },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only *.config.ts reads the environment: take the value from a config class.' },
      ],
    },
  },
  { files: OPENS_CONNECTIONS, rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: READS_ENVIRONMENT, rules: { 'no-restricted-properties': 'off' } },
  { files: ['infra/**'], rules: { 'no-console': 'off' } },
  // React's hooks and react-router hand out functions that do not use `this`.
  { files: ['apps/console/pages/**'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  {
    files: TESTS,
    rules: {
      // expect(object.method) and supertest's untyped bodies are how tests read.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
