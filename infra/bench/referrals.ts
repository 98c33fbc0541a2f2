import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../launcher/root';

const EXAMPLE = JSON.stringify(JSON.parse(readFileSync(join(ROOT, 'docs/examples/referral.json'), 'utf8')));
const FIRST_NUMBER = 900_000_000;
let next = 0;

/** The example referral, each time of another made-up person with a valid NHS number. */
export function anotherReferral(): string {
  let number: string | undefined;
  while (number === undefined) number = withCheckDigit(FIRST_NUMBER + (next += 1));
  const id = randomUUID();
  return EXAMPLE.replaceAll('R-1204', `R-${id}`).replaceAll('T-81', `T-${id}`).replaceAll('9000000009', number);
}

/** Modulus 11 over weights 10 to 2; of every eleven numbers one has no valid check digit. */
function withCheckDigit(nine: number): string | undefined {
  const digits = String(nine);
  const sum = Array.from(digits).reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : `${digits}${String(check)}`;
}
