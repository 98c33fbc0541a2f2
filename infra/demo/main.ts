import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { webhookReceiver, type WebhookReceiver } from '#libs/testing';
import { migrate, startApp, type RunningApp } from '../launcher/app';
import { refuseTakenPort, withDatabase, type HubEnvironment } from '../launcher/environment';
import { say } from '../launcher/say';
import { SERVICES } from '../launcher/services';
import { untilAskedToStop } from '../launcher/signals';
import { createDemoIdentities, IDENTITIES_FILE, type DemoIdentities, type DemoPerson } from './identities';
import { JOURNEY, newJourney } from './journey';
import { prepareWorld, type World } from './world';

/** The stand-in charity runs on this machine; nobody else's endpoint may. */
const LOOPBACK = '127.0.0.0/8,::1/128';
const CHARITY_PORT_FILE = 'charity.port';

/** `npm run demo [-- --once]`: the hub with demo organisations, and one real referral carried through it. */
export async function main(args: string[]): Promise<number> {
  await refuseTakenPort(process.env);
  const directory = resolve(process.env['HUB_DATA_DIR'] ?? '.hub-demo');
  const given = { LOG_LEVEL: 'warn', WEBHOOK_ALLOWED_NETWORKS: LOOPBACK, ...process.env };
  return withDatabase(SERVICES, { directory, given }, (environment) => play(environment, directory, args.includes('--once')));
}

async function play(environment: HubEnvironment, directory: string, once: boolean): Promise<number> {
  const charity = await webhookReceiver();
  if (environment.databases !== 'none') await migrate('hub', environment.variables);
  const hub = startApp('hub', environment.variables, { output: 'pipe' });
  untilAskedToStop(() => void hub.stop());
  try {
    const { setUpLink } = await untilReady(hub);
    const demo = await identities(directory, environment.variables['PUBLIC_URL'] ?? '', setUpLink);
    const world = await prepareWorld(demo, charity);
    if (!(await playJourney(world))) return 1;
    if (once) return 0;
    announce(demo);
    return await hub.exited;
  } finally {
    await hub.stop();
    await charity.close();
  }
}

/** One line a step with its time; stops at the first that was not seen. */
async function playJourney(world: World): Promise<boolean> {
  const journey = newJourney();
  const started = performance.now();
  for (const step of JOURNEY) {
    try {
      const seen = await step.run(world, journey);
      say(`${((performance.now() - started) / 1000).toFixed(2).padStart(6)} s  ✓ ${step.title}\n            ${seen}`);
    } catch (error) {
      say(`          ✗ ${step.title}\n            ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  say(`Every one of ${String(JOURNEY.length)} steps was seen.`);
  return true;
}
