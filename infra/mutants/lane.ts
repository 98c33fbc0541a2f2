import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Mutation, mutated } from './mutations.rules';

/** A run of specs that takes longer than this is ended: the mutation made something wait or go round for ever. */
const WITHIN_MS = 5 * 60_000;

/** What the specs said of the sources: all held, a test failed, none could be run, or they came to no end. */
export type Verdict = 'passed' | 'failed' | 'unreadable' | 'no end';

/** A copy of the sources in which a mutation can stand while its specs run, so that the clone itself is never changed. */
export class Lane {
  private constructor(private readonly folder: string) {}

  static open(root: string): Lane {
    const folder = mkdtempSync(join(tmpdir(), 'hub-mutants-'));
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
    for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file), { force: true, recursive: false, errorOnExist: false });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return new Lane(folder);
  }

  /** What the specs say with the mutation in the file; the file is as before when this is over. */
  async judge(file: string, mutation: Mutation, specs: readonly string[]): Promise<Verdict> {
    const path = join(this.folder, file);
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, mutated(source, mutation));
    try {
      return await this.run(specs);
    } finally {
      writeFileSync(path, source);
    }
  }

  /** What the specs say of the sources as they are. */
  async run(specs: readonly string[]): Promise<Verdict> {
    const report = join(this.folder, 'report.json');
    rmSync(report, { force: true });
    const vitest = join(this.folder, 'node_modules/vitest/vitest.mjs');
    const flags = ['run', '--bail=1', '--maxWorkers=1', '--reporter=json', `--outputFile=${report}`, ...specs];
    const child = spawn(process.execPath, [vitest, ...flags], { cwd: this.folder, stdio: 'ignore', env: withoutCi() });
    const ended = await new Promise<boolean>((resolve, reject) => {
      const late = setTimeout(() => {
        child.kill('SIGKILL');
        resolve(false);
      }, WITHIN_MS);
      child.once('error', reject).once('close', () => {
        clearTimeout(late);
        resolve(true);
      });
    });
    return ended ? verdictOf(report) : 'no end';
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function verdictOf(report: string): Verdict {
  try {
    const { numFailedTests, numPassedTests, success } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number | boolean>;
    if (Number(numFailedTests) > 0) return 'failed';
    return Number(numPassedTests) > 0 && success === true ? 'passed' : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Kafka is left out: its tests skip themselves where it cannot run, and the embedded bus is held to the same rules. */
function withoutCi(): NodeJS.ProcessEnv {
  const { CI: _, ...others } = process.env;
  return { ...others, HUB_TEST_KAFKA_PROBLEM: 'mutants run on the embedded bus' };
}
