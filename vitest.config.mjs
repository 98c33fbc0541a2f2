import { readFileSync } from 'node:fs';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

// `#libs/*` and `#apps/*` lead to sources in tests; the other conditions are Node's own.
const CONDITIONS = ['source', 'node', 'node-addons'];

/** The build's own settings: decorators leave the types of their parameters behind, which Nest and TypeORM read. */
const { jsc } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

export default defineConfig({
  plugins: [swc.vite({ tsconfigFile: false, jsc, module: { type: 'es6' } })],
  oxc: false,
  ssr: { resolve: { conditions: CONDITIONS, externalConditions: ['source', 'node-addons'] } },
  test: {
    globals: true,
    include: ['{apps,libs,infra}/**/*.{spec,e2e-spec}.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    isolate: false, // a worker loads Nest, TypeORM and the apps once, not once a file: what a file changes for its process, it puts back
    maxWorkers: 2,
    experimental: { fsModuleCache: true },
    globalSetup: ['libs/testing/src/global-setup.ts'],
  },
});
