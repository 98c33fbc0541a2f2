import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Variables } from '../launcher/environment';
import { ROOT } from '../launcher/root';

interface Question {
  readonly id: number;
  readonly act: string;
  readonly argument: unknown;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly failure?: string;
}

/** What a child can be asked to do. */
export type Acts = Readonly<Record<string, (argument: never) => unknown>>;

/** A program of the bench as a process of its own, asked one thing after another. */
export interface Child<A extends Acts> {
  ask<Name extends keyof A & string>(
    act: Name,
    ...argument: Parameters<A[Name]> extends [] ? [] : Parameters<A[Name]>
  ): Promise<Awaited<ReturnType<A[Name]>>>;
  /** Without waiting for an answer. */
  tell(word: unknown): void;
  onWord(heard: (word: unknown) => void): void;
  end(): Promise<void>;
}

/** Starts `infra/bench/<program>` of the build. */
export function startChild<A extends Acts>(program: string, variables: Variables): Child<A> {
  const child = fork(join(ROOT, 'dist/infra/bench', `${program}.js`), {
    cwd: ROOT,
    env: variables,
    execArgv: ['--expose-gc', '--enable-source-maps'],
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error(`${program} has ended`));
      resolve();
    });
  });
  let heard: (word: unknown) => void = () => undefined;
  child.on('message', (message: Answer | { word: unknown }) => {
    if ('word' in message) {
      heard(message.word);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.failure === undefined) asked?.resolve(message.result);
    else asked?.reject(new Error(`${program}: ${message.failure}`));
  });
  let last = 0;
  return {
    ask: (act, ...argument) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: resolve as (result: unknown) => void, reject });
        child.send({ id: last, act, argument: argument[0] } satisfies Question);
      }),
    tell: (word) => child.send({ word }),
    onWord: (listener) => (heard = listener),
    end: async () => {
      child.kill();
      await ended;
    },
  };
}

/** In the child: answers what it is asked. */
export function answer(acts: Acts, heard: (word: unknown) => void = () => undefined): void {
  process.on('message', (message: Question | { word: unknown }) => {
    if ('word' in message) heard(message.word);
    else void carryOut(acts, message);
  });
  process.once('disconnect', () => process.exit());
}

/** In the child: says something that nobody asked for. */
export function say(word: unknown): void {
  process.send?.({ word });
}

async function carryOut(acts: Acts, { id, act, argument }: Question): Promise<void> {
  try {
    const result = await acts[act]?.(argument as never);
    process.send?.({ id, result } satisfies Answer);
  } catch (error) {
    process.send?.({ id, failure: String((error as Error).stack) } satisfies Answer);
  }
}
