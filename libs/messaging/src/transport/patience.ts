import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseUnavailable, isSerializationFailure } from '#libs/platform';
import { StoppedError } from './transport.errors';

const FIRST_MS = 20;
const LONGEST_MS = 2000;

/** The database is away or two transactions met: nothing is wrong with the message. */
export function isPassing(error: unknown): boolean {
  return isDatabaseUnavailable(error) || isSerializationFailure(error);
}

/** Runs `work` again and again while the database fails; such failures never park a message. */
export async function patiently<T>(work: () => Promise<T>, stopping: () => boolean): Promise<T> {
  for (let pause = FIRST_MS; ; pause = Math.min(LONGEST_MS, pause * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (stopping()) throw new StoppedError();
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
}
