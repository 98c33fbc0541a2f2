// Names that hold no idea attract everything: they fail. Long files may hold two ideas: they are listed for a second look, and pass.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const FORBIDDEN_FOLDERS = ['common', 'shared', 'utils', 'util', 'core', 'helpers', 'helper'];
const KINDS =
  'controller|consumer|service|entity|repository|rules|errors|client|mapper|worker|query|view|event|dto|config|reach|spec|e2e-spec|module|builder|migration';
const MAY_STAND_ALONE = /^(index|main|consumers|data-source|services)$/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'apps', 'libs', 'infra'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(file));
const problems = [...folderProblems(), ...kindProblems()];
for (const hint of sizeHints()) process.stdout.write(`${hint}\n`);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function folderProblems() {
  const folders = new Set(
    files.flatMap((file) =>
      dirname(file)
        .split('/')
        .filter((name) => FORBIDDEN_FOLDERS.includes(name))
        .map((name) => `${file}: a folder named "${name}" says nothing`),
    ),
  );
  return [...folders];
}

function sizeHints() {
  return files
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\/(migrations|generated|schemas)\/|\.facts\.ts$/.test(file))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1, most: limitOf(file) }))
    .filter(({ lines, most }) => lines > most)
    .map(({ file, lines, most }) => `${file}: ${lines} lines, more than ${most}; are there two ideas in it?`);
}

function limitOf(file) {
  if (/spec\.tsx?$/.test(file)) return 400;
  return file.endsWith('.service.ts') ? 120 : 200;
}

/** The pieces of a service are a closed list (docs: architecture); what has no kind has no place yet. */
function kindProblems() {
  const kind = new RegExp(`\\.(${KINDS})$`);
  return files
    .filter((file) => /^apps\/(?!console\/|hub\/)[^/]+\/src\/.+\.ts$/.test(file) && !file.includes('/migrations/'))
    .filter((file) => !kind.test(basename(file, '.ts')) && !MAY_STAND_ALONE.test(basename(file, '.ts')))
    .map((file) => `${file}: its name ends in none of the kinds of file a service has`);
}
