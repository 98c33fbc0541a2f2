// Builds the console's pages into dist/apps/console, where the hub and the reverse proxy take them from.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (existsSync(join(root, 'apps/console/index.html'))) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const flags = ['--outDir', join(root, 'dist/apps/console'), '--emptyOutDir', '--logLevel', 'warn'];
  process.exitCode = spawnSync(process.execPath, [vite, 'build', 'apps/console', ...flags], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
