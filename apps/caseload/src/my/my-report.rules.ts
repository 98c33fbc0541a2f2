export const REPORT_KINDS = ['nobody-came', 'not-right', 'not-wanted', 'other'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

const MOST_WORDS = 2000;

/** What the person sent, made fit: an unknown kind is something else, and words beyond the limit are cut rather than refused. */
export function reportOf(form: Readonly<Record<string, unknown>>): { readonly kind: ReportKind; readonly words: string | null } {
  const words = typeof form.words === 'string' ? form.words.trim().slice(0, MOST_WORDS) : '';
  return { kind: REPORT_KINDS.find((kind) => kind === form.kind) ?? 'other', words: words === '' ? null : words };
}
