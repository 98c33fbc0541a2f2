import type { ContactMode, FieldProblem } from '#libs/contracts';

/** How often one way of reaching the person was tried in vain. */
export interface Attempts {
  readonly mode: ContactMode;
  readonly count: number;
}

/** What a scheme asks before a person counts as not reached. */
export interface EnoughAttempts {
  readonly closureAttempts: number;
  readonly closureChannels: number;
}

/** What is lacking before a case may be closed because the person could not be reached (CL-16). Nothing when enough was tried. */
export function lackingAttempts(attempts: readonly Attempts[], { closureAttempts, closureChannels }: EnoughAttempts): FieldProblem[] {
  const tried = attempts.reduce((sum, { count }) => sum + count, 0);
  const ways = attempts.map(({ mode }) => mode).join(', ') || 'none';
  const missed = 'appointments that the person missed do not count';
  return [
    ...(tried < closureAttempts
      ? [
          lack(
            'attempts-lacking',
            `CL-16: ${String(tried)} of ${String(closureAttempts)} attempts to reach the person were made; ${missed}.`,
          ),
        ]
      : []),
    ...(attempts.length < closureChannels
      ? [
          lack(
            'channels-lacking',
            `CL-16: ${String(attempts.length)} of ${String(closureChannels)} ways of reaching the person were tried: ${ways}.`,
          ),
        ]
      : []),
  ];
}

function lack(code: string, detail: string): FieldProblem {
  return { pointer: '/reason', code, detail };
}
