import type { IssueCode, Problem } from '../problem';

/** More problems than these in one message help nobody. */
export const MOST_PROBLEMS = 100;

/** Collects problems: each place and kind once, and never without end. */
export class Findings {
  private readonly found = new Map<string, Problem>();

  add(code: IssueCode, expression: string, diagnostics: string): void {
    const key = code === 'invariant' ? `${expression} ${diagnostics}` : expression;
    if (this.found.size < MOST_PROBLEMS && !this.found.has(key)) this.found.set(key, { code, expression, diagnostics });
  }

  all(): Problem[] {
    return [...this.found.values()];
  }
}
