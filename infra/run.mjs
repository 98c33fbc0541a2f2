// The front of every command of package.json: needs nothing but Node, brings the clone up to date, then hands over to the build.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ROOT, buildIfOlder, installIfOlder } from './build.mjs';

const [command = 'start', ...args] = process.argv.slice(2);

try {
  refuseOldNode();
  process.chdir(ROOT);
  await installIfOlder();
  process.exitCode = await carryOut();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
process.exit();

async function carryOut() {
  if (command === 'test') return (await import('./test.mjs')).runTests(args);
  if (command === 'fuzz') return (await import('./test.mjs')).runFuzz(args);
  await buildIfOlder();
  return createRequire(import.meta.url)('../dist/infra/launcher/main.js').runCommand(command, args);
}

/** The ranges of `engines`: the first version of each major that works, and every major after the last. */
function refuseOldNode() {
  const wanted = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const firsts = [...wanted.matchAll(/(\^|>=)(\d+)\.(\d+)/g)].map(([, sign, from, minorFrom]) => ({
    sign,
    from: +from,
    minorFrom: +minorFrom,
  }));
  const fits = firsts.some((range) => (major === range.from && minor >= range.minorFrom) || (range.sign === '>=' && major > range.from));
  if (!fits)
    throw new Error(`Node.js ${process.versions.node} does not run this (${wanted}): install a current one from https://nodejs.org.`);
}
