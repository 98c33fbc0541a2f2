/** One line of progress, on the error stream: a command's result alone may use standard output. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ends a command with one sentence that says what is missing and how to get it; no stack is shown for it. */
export class StopWithSentence extends Error {}
