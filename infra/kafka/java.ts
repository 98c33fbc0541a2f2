import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../launcher/lock';
import { ROOT } from '../launcher/root';
import { StopWithSentence, say } from '../launcher/say';
import { KAFKA_VERSION } from './properties';

const HOME = join(ROOT, '.hub-kafka');
const JARS = join(HOME, `lib-${KAFKA_VERSION}`);
const OLDEST_JAVA = 17;

/** What is missing for a broker without containers, in one sentence, or undefined. Maven is needed only until the jars are here. */
export function javaProblem(): string | undefined {
  const version = Number(/version "(\d+)/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)?.[1] ?? 0);
  const maven = existsSync(JARS) || spawnSync('mvn', ['-v'], { stdio: 'ignore' }).status === 0;
  if (version >= OLDEST_JAVA && maven) return undefined;
  const missing = version < OLDEST_JAVA ? `Java ${OLDEST_JAVA}` : 'Maven';
  return `Kafka needs a container runtime that answers, or Java ${OLDEST_JAVA} and Maven; here ${missing} is missing: install Docker, or as on Debian "apt-get install openjdk-17-jre-headless maven".`;
}

/** The folder with the broker's jars, fetched by Maven on first use. */
export async function brokerJars(): Promise<string> {
  await mkdir(HOME, { recursive: true });
  await withLock(join(HOME, 'lock'), async () => {
    if (existsSync(JARS)) return;
    say(`Fetching Apache Kafka ${KAFKA_VERSION} by Maven (43 MB, once) …`);
    const unfinished = `${JARS}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await maven(['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`]);
    await rename(unfinished, JARS);
  });
  return JARS;
}

/** Java takes the home folder from the system's list of accounts, where a service account has none that it may write. */
function localRepository(): string[] {
  try {
    accessSync(userInfo().homedir, constants.W_OK);
    return [];
  } catch {
    return [`-Dmaven.repo.local=${join(HOME, 'maven')}`];
  }
}

async function maven(goals: string[]): Promise<void> {
  const settings = ['-B', '-q', '-f', join(ROOT, 'infra/kafka/pom.xml'), ...localRepository()];
  const child = spawn('mvn', [...settings, ...goals], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new StopWithSentence(`Maven could not fetch Apache Kafka: ${output.trim().split('\n')[0] ?? ''}`);
}
