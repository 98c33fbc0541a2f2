/** One thing that is wrong with what was sent: where (JSON pointer) and a sentence. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** A service's refusal (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(detail);
    this.name = 'Problem';
  }
}

export async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; errors?: FieldProblem[] };
  return new Problem(answer.status, body.code ?? 'UNKNOWN', body.detail ?? sentenceOf(answer.status), body.errors ?? []);
}

/** Asking again would be answered the same. */
export function isFinal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500;
}

/** A sentence for the person, whatever went wrong. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Problem)) return 'The hub cannot be reached. Check your connection and try again.';
  if (error.status === 412)
    return 'Somebody else has changed this case meanwhile. It has been loaded again: check it, then send yours again.';
  return error.detail;
}

function sentenceOf(status: number): string {
  if (status === 403) return 'Your role does not allow this.';
  if (status === 404) return 'This does not exist, or belongs to another organisation.';
  return 'The hub could not do this. Try again in a minute.';
}
