import { createInterface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';
import { StopWithSentence } from '../launcher/say';

/** Asks on the error stream, so that standard output stays for the answer, and reads a line; at a terminal what is typed is not shown. */
export function askSecretly(question: string, input: Readable & { readonly isTTY?: boolean } = process.stdin): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: input.isTTY === true });
  return new Promise((resolve, reject) => {
    let answered = false;
    lines.once('line', (line) => {
      answered = true;
      lines.close();
      resolve(line);
    });
    // Ctrl-C or the end of the input.
    lines.once('close', () => {
      process.stderr.write('\n');
      if (!answered) reject(new StopWithSentence('No password was given.'));
    });
  });
}
