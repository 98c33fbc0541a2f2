import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { webhookReceiver } from '#libs/testing';
import { migrate, startApp, untilEnded, type RunningApp } from '../launcher/app';
import { refuseTakenPort, withDatabase, type HubEnvironment } from '../launcher/environment';
import { say, StopWithSentence } from '../launcher/say';
import { SERVICES } from '../launcher/services';
import { untilAskedToStop } from '../launcher/signals';
import { createDemoIdentities, IDENTITIES_FILE, type DemoIdentities } from './identities';
import { playJourney } from './play-journey';
import { prepareWorld } from './world';
import { tellYear } from './year';

/** The stand-in charity runs on this machine; nobody else's endpoint may. */
const LOOPBACK = '127.0.0.0/8,::1/128';

/** Its people look again and again for what comes next, faster than anybody reads. */
const IMPATIENT = { RATE_LIMIT: '12000', RATE_LIMIT_FHIR: '12000' };

/** `npm run demo [-- --once]`: the hub with demo organisations, and one real referral carried through it. */
export async function main(args: string[]): Promise<number> {
  await refuseTakenPort(process.env);
  const directory = resolve(process.env['HUB_DATA_DIR'] ?? '.hub-demo');
  const given = { LOG_LEVEL: 'warn', WEBHOOK_ALLOWED_NETWORKS: LOOPBACK, MATCH_TEST_NHS_NUMBERS: 'true', ...IMPATIENT, ...process.env };
  return withDatabase(SERVICES, { directory, given, hub: true }, (environment) => play(environment, directory, args.includes('--once')));
}

async function play(environment: HubEnvironment, directory: string, once: boolean): Promise<number> {
  const charity = await webhookReceiver();
  if (environment.databases !== 'none') await migrate('hub', environment.variables);
  const hub = startApp('hub', environment.variables, { output: 'pipe' });
  untilAskedToStop(() => void hub.stop());
  try {
    const demo = await identities(hub, directory, environment.variables['PUBLIC_URL'] ?? '');
    const world = await prepareWorld(demo, charity, join(directory, 'charity.json'));
    if (!(await playJourney(world))) return 1;
    await tellYear(world, environment.variables, join(directory, 'year.json'));
    if (once) return 0;
    announce(demo);
    return await untilEnded(hub);
  } finally {
    await hub.stop();
    await charity.close();
  }
}

/** Reads what the hub says until it is ready, and with `firstVisit` until it has named the link that sets an empty hub up. */
function untilReady(hub: RunningApp, firstVisit: boolean): Promise<string | undefined> {
  const { stdout, stderr } = hub.process;
  if (!stdout || !stderr) throw new Error('The hub was started without its output');
  stderr.pipe(process.stderr);
  return new Promise((resolve, reject) => {
    let ready = false;
    let setUpLink: string | undefined;
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      ready ||= line.startsWith('ready ');
      setUpLink ??= /^First visit: (\S+)/.exec(line)?.[1];
      if (line.startsWith('{')) process.stderr.write(`${line}\n`);
      if (ready && (!firstVisit || setUpLink !== undefined)) resolve(setUpLink);
    });
    lines.once('close', () => {
      reject(new StopWithSentence('The hub ended before it was ready; its messages stand above.'));
    });
  });
}

/** Made on the first start, read again afterwards; `npm run token` reads the same file. */
async function identities(hub: RunningApp, directory: string, url: string): Promise<DemoIdentities> {
  const file = join(directory, IDENTITIES_FILE);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  const setUpLink = await untilReady(hub, known === undefined);
  const demo =
    known === undefined
      ? await createDemoIdentities({ url, ...(setUpLink === undefined ? {} : { setUpLink }) })
      : { ...(JSON.parse(known) as DemoIdentities), url };
  await writeFile(file, JSON.stringify(demo, null, 2), { mode: 0o600 });
  return demo;
}

function announce({ url, identities: all }: DemoIdentities): void {
  say(`\nThe hub stays up at ${url} – Ctrl-C stops it.\n\nSign in as:`);
  for (const [name, identity] of Object.entries(all)) {
    if (identity.kind === 'person') say(`  ${name.padEnd(18)} ${identity.email.padEnd(32)} ${identity.password}`);
  }
  say(`\nSend another referral:\n  ${CURL(url)}`);
}

// As typed in another terminal, which does not know where this demo keeps its data.
const FOLDER = process.env['HUB_DATA_DIR'] ? `HUB_DATA_DIR='${process.env['HUB_DATA_DIR']}' ` : '';
const CURL = (url: string): string =>
  `curl -H "Authorization: Bearer $(${FOLDER}npm run -s token -- gp)" -H 'Content-Type: application/fhir+json' --data @docs/examples/referral.json ${url}/fhir/R4`;
