import { createContext, useContext } from 'react';
import { detailOf, Problem, type FieldProblem } from '../hub/problem';

/** What is wrong with the form as it was sent; `field` is the name of the one concerned. */
export interface FormProblem {
  readonly field: string | undefined;
  readonly text: string;
}

export const FormProblems = createContext<readonly FormProblem[]>([]);

/** The sentence for one field, and the attributes that tie it to the control. */
export function useField(name: string, hasHint: boolean) {
  const error = useContext(FormProblems).find((problem) => problem.field === name)?.text;
  const describedBy = [hasHint && `${name}-hint`, error !== undefined && `${name}-error`].filter(Boolean).join(' ');
  return { error, describedBy: describedBy === '' ? undefined : describedBy };
}

/** A service's answer as problems of the form: those of fields it has stand at the field, the rest only on top, after what they add up to. */
export function problemsOf(error: unknown, fields: ReadonlySet<string>): FormProblem[] {
  const errors: readonly FieldProblem[] = error instanceof Problem ? error.errors : [];
  const problems = errors.map(({ pointer, detail }) => {
    const field = pointer.split('/')[1] ?? '';
    return { field: fields.has(field) ? field : undefined, text: detail };
  });
  if (problems.some(({ field }) => field !== undefined)) return problems;
  const texts = new Set([detailOf(error), ...problems.map(({ text }) => text)]);
  return [...texts].map((text) => ({ field: undefined, text }));
}
