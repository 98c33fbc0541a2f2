import { BACK } from './back';
import { CALL_BACK } from './call-back';
import { CONNECT } from './connect';
import { CRISIS } from './crisis';
import { OUT } from './out';
import { PLAN } from './plan';
import type { Step } from './step';

export { newJourney, type Journey } from './step';

/** One real referral, from the GP's system to a charity and back. */
export const JOURNEY: readonly Step[] = [...OUT, ...PLAN, ...CALL_BACK, ...CONNECT, ...CRISIS, ...BACK];
