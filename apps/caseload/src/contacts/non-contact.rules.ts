import type { ContactMode, FieldProblem } from '#libs/contracts';

/** One way of reaching the person that found nobody on one day, as an ISO date of the United Kingdom. */
export interface Attempt {
  readonly mode: ContactMode;
  readonly day: string;
}

/** What a scheme asks before a person counts as not reached. */
export interface EnoughAttempts {
  readonly closureAttempts: number;
  readonly closureChannels: number;
}

/**
 * What is lacking before a case may be closed because the person could not be reached (CL-16). Nothing when enough was tried: on
 * different days, since three calls in one hour find the same person out.
 */
export function lackingAttempts(attempts: readonly Attempt[], { closureAttempts, closureChannels }: EnoughAttempts): FieldProblem[] {
  const days = new Set(attempts.map(({ day }) => day)).size;
  const ways = [...new Set(attempts.map(({ mode }) => mode))];
  const attemptsLack = `CL-16: ${String(days)} of ${String(closureAttempts)} attempts to reach the person were made on different days; appointments that the person missed do not count.`;
  const channelsLack = `CL-16: ${String(ways.length)} of ${String(closureChannels)} ways of reaching the person were tried: ${ways.join(', ') || 'none'}.`;
  return [
    ...(days < closureAttempts ? [lack('attempts-lacking', attemptsLack)] : []),
    ...(ways.length < closureChannels ? [lack('channels-lacking', channelsLack)] : []),
  ];
}

function lack(code: string, detail: string): FieldProblem {
  return { pointer: '/reason', code, detail };
}
