import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webhookReceiver, type WebhookReceiver } from '#libs/testing';
import { keycloakToken } from '../docker/keycloak-sign-in';
import { say } from '../launcher/say';
import { createDemoOrganisations, createDemoSystems, DEMO_PASSWORD, type DemoIdentities } from './identities';
import { playJourney } from './play-journey';
import { prepareWorld } from './world';

/**
 * Carries one referral through a hub that runs already, with people who sign in by the Keycloak of the compose file:
 * `node dist/infra/demo/one-referral.js [PUBLIC_URL [host of this machine as the hub reaches it]]`. Exit 0 only if every step was seen.
 */
async function main([url = 'http://localhost:8080', host = 'host.docker.internal']: string[]): Promise<number> {
  const password = process.env['DEMO_PASSWORD'] ?? DEMO_PASSWORD;
  const signIn = (username: string): Promise<string> => keycloakToken({ publicUrl: url, username, password });
  const operator = await signIn('administrator');
  await createDemoOrganisations(url, operator);
  const demo: DemoIdentities = { url, identities: await createDemoSystems(url, operator), signIn };
  const receiver = await webhookReceiver();
  const secretsOfOneRun = join(await mkdtemp(join(tmpdir(), 'hub-charity-')), 'charity.json');
  const world = await prepareWorld(demo, await reachableFromOutside(receiver, host), secretsOfOneRun);
  return (await playJourney(world)) ? 0 : 1;
}

/** The stand-in charity listens on the loopback alone; a container comes from another network. */
async function reachableFromOutside(receiver: WebhookReceiver, host: string): Promise<WebhookReceiver> {
  const inside = new URL(receiver.url);
  const server = createServer((socket) => {
    const onward = connect(Number(inside.port), inside.hostname);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
    socket.pipe(onward).pipe(socket);
  }).listen(0, '0.0.0.0');
  await once(server, 'listening');
  const url = `http://${host}:${String((server.address() as AddressInfo).port)}${inside.pathname}`;
  return Object.create(receiver, { url: { value: url } }) as WebhookReceiver;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(String((error as Error).stack));
    process.exit(1);
  },
);
