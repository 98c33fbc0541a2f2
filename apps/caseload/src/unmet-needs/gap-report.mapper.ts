import type { GapReport } from './gap-report.dto';

const HEAD = 'need,area,rural,reason,cases';

/** The rows as CSV (RFC 4180). Codes and areas need no quotes; what is too little to count says so. */
export function gapReportCsv({ rows, hiddenBelow }: GapReport): string {
  const lines = rows.map(({ need, area, rural, reason, cases }) =>
    [need, area ?? '', rural ? 'yes' : 'no', reason, cases ?? `hidden (small-number control below ${String(hiddenBelow)})`].join(','),
  );
  return [HEAD, ...lines, ''].join('\r\n');
}
