import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../launcher/ports';
import { endProcess } from '../launcher/processes';
import { StopWithSentence } from '../launcher/say';
import type { Broker, BrokerPlace } from './broker';
import { brokerJars } from './java';
import { STARTED, brokerProperties } from './properties';
import { makeCertificate, signInProperties, type Certificate, type SignIn } from './sign-in';

/** A restart after a kill waits for the old session to end, and recovers the log. */
const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 20_000;
const SMALL = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Runs the broker's jars on the Java of this machine. */
export async function startJavaBroker({ directory, port, advertised, signIn }: BrokerPlace): Promise<Broker> {
  const jars = `${await brokerJars()}/*`;
  const java = new JavaBroker(directory, jars);
  const certificate = signIn && (await makeCertificate(join(directory, 'certificate')));
  await java.prepare(`127.0.0.1:${port}`, advertised, signIn && certificate && { ...signIn, ...certificate });
  await java.start();
  return {
    brokers: `127.0.0.1:${port}`,
    ...(certificate ? { authority: certificate.authority } : {}),
    get handle() {
      return { pid: java.pid };
    },
    get ended() {
      return java.ended;
    },
    kill: () => java.end('SIGKILL'),
    stop: () => java.end('SIGTERM'),
    restart: async () => {
      await java.end('SIGTERM');
      await java.start();
    },
  };
}

class JavaBroker {
  private process: ChildProcess | undefined;
  ended: Promise<void> = Promise.resolve();
  private readonly settings: string;
  private readonly log: string;

  constructor(
    private readonly directory: string,
    private readonly jars: string,
  ) {
    this.settings = join(directory, 'server.properties');
    this.log = join(directory, 'kafka.log');
  }

  get pid(): number {
    return this.process?.pid ?? 0;
  }

  /** Writes the settings with ports that are free now, and formats the data folder the first time. */
  async prepare(client: string, advertised = client, secure?: SignIn & Certificate): Promise<void> {
    const data = join(this.directory, 'data');
    await mkdir(this.directory, { recursive: true });
    const listeners = { client, advertised, controller: `127.0.0.1:${await freePort()}` };
    const properties = { ...brokerProperties(listeners), 'log.dirs': data };
    if (secure) Object.assign(properties, signInProperties(secure, listeners, `127.0.0.1:${await freePort()}`));
    const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}`);
    await writeFile(this.settings, `${lines.join('\n')}\n`);
    if (existsSync(join(data, 'meta.properties'))) return;
    await rm(data, { recursive: true, force: true });
    // One that begins with a hyphen would be read as an option.
    const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    const user = secure ? ['--add-scram', `SCRAM-SHA-512=[name=${secure.username},password=${secure.password}]`] : [];
    await this.wait(this.launch(['kafka.tools.StorageTool', 'format', '-t', id, '-c', this.settings, ...user]));
  }

  async start(): Promise<void> {
    const from = statSync(this.log, { throwIfNoEntry: false })?.size ?? 0;
    const child = this.launch(['kafka.Kafka', this.settings]);
    this.process = child;
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    child.unref();
    const deadline = Date.now() + STARTS_WITHIN_MS;
    while (!STARTED.test((await readFile(this.log)).subarray(from).toString())) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) throw this.failure();
      await delay(50);
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (!(await endProcess(this.pid, signal, STOPS_WITHIN_MS))) child.kill('SIGKILL');
    await this.ended;
  }

  /** In a session of its own, so that Ctrl-C reaches it only through us; its output goes to a file that outlives us. */
  private launch(args: string[]): ChildProcess {
    const output = openSync(this.log, 'a');
    const child = spawn('java', [...SMALL, '-cp', this.jars, ...args], {
      cwd: this.directory,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    return child;
  }

  private async wait(child: ChildProcess): Promise<void> {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code !== 0) throw this.failure();
  }

  private failure(): StopWithSentence {
    return new StopWithSentence(`Kafka did not start: see ${this.log}.`);
  }
}
