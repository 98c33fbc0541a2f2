import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../launcher/root';

const EXAMPLE = readFileSync(join(ROOT, 'docs/examples/referral.json'), 'utf8');

/** Whatever of the example names the made-up person; none of it may stand where it is not needed. */
export const PERSONAL = /Okafor|Ruth|9000000009|07700 ?900123|ZZ99/;

/** The referral of `docs/examples` as the GP system sends it, under a number of its own, so that each is another referral. */
export function referralBundle(number: string): object {
  return JSON.parse(EXAMPLE.replaceAll('R-1204', `R-${number}`).replaceAll('T-81', `T-${number}`)) as object;
}
