import { BACK } from './back';
import { OUT } from './out';
import type { Step } from './step';

export { newJourney, type Journey } from './step';

/** One real referral, from the GP's system to the charity and back. */
export const JOURNEY: readonly Step[] = [...OUT, ...BACK];
