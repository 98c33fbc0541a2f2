/** Words that say the scheme made a difference: they need a comparison group (OC-12). */
const CAUSAL = [
  /\bcaus(?:e|es|ed|ing|al|ally)\b/i,
  /\bsav(?:e|es|ed|ing|ings)\b/i,
  /\bprevent(?:s|ed|ing|ion)?\b/i,
  /\bled to\b/i,
  /\blead(?:s|ing)? to\b/i,
  /\bresult(?:s|ed|ing)? (?:in|from)\b/i,
  /\b(?:because|as a result) of\b/i,
  /\b(?:due|thanks|owing) to\b/i,
  /\bachiev(?:e|es|ed|ing)\b/i,
  /\bdeliver(?:s|ed|ing)?\b/i,
  /\bimpact(?:s|ed|ing)?\b/i,
  /\beffect(?:s|ed|ive|iveness)?\b/i,
  /\bproduc(?:e|es|ed|ing)\b/i,
  /\breduc(?:e|es|ed|ing|tion)\b/i,
  /\bimproves?\b/i,
];

/** What a text of a report may not say while the report claims no cause. */
export function causalWordsIn(text: string): string[] {
  return CAUSAL.flatMap((banned) => banned.exec(text)?.[0] ?? []);
}

export const CAVEATS = ['no comparison group', 'regression to the mean'] as const;

interface ReportInWords {
  readonly causalClaim: boolean;
  readonly caveats: readonly string[];
  readonly summary: readonly string[];
}

/** Lets a report out only when its words claim no more than it does, and it carries both caveats (OC-12). */
export function checkedWords<T extends ReportInWords>(report: T): T {
  if (report.causalClaim) return report;
  const banned = [...report.summary, ...report.caveats].flatMap(causalWordsIn);
  if (banned.length > 0) throw new Error(`A report without a comparison group says "${banned.join('", "')}": change its words`);
  const missing = CAVEATS.filter((caveat) => !report.caveats.includes(caveat));
  if (missing.length > 0) throw new Error(`A report without a comparison group needs the caveat "${missing.join('", "')}"`);
  return report;
}
