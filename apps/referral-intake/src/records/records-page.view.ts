import { escapeHtml } from '#libs/platform';

/** What one service holds of a person. */
export interface ServiceCopy {
  readonly service: string;
  readonly records: readonly {
    readonly kind: string;
    readonly note?: string;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem 0}th{font-weight:600;white-space:nowrap}table{border-top:1px solid #999;margin:.5rem 0 1rem}td{white-space:pre-wrap;overflow-wrap:anywhere}.note{border-left:4px solid #b00;padding-left:.5rem}';

/** All that is held of a person as a page that anybody can read and print: by service and kind, one table a record. Needs nothing from elsewhere. */
export function recordsPage(copies: readonly ServiceCopy[], asOf: Date): string {
  const services = copies.map(({ service, records }) => {
    const kinds = records
      .filter(({ rows }) => rows.length > 0)
      .map(({ kind, note, rows }) => {
        const warning = note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`;
        return `<h3>${escapeHtml(titleOf(kind))} (${String(rows.length)})</h3>${warning}${rows.map(table).join('')}`;
      });
    return `<h2>${escapeHtml(titleOf(service))}</h2>${kinds.join('')}`;
  });
  const day = asOf.toISOString().slice(0, 10);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Records</title><style>${STYLE}</style></head><body>
<h1>What we hold about you</h1>
<p>As of ${day}, from every service of the hub. The file records.json holds the same for a computer to read.</p>
<p class="note">For the privacy officer: read this page before you hand it on. Passages with a red line may hold what others said in confidence.</p>
${services.join('\n')}</body></html>`;
}

/** `related_person` and `referral-intake` as somebody reads them who has never seen a table. */
function titleOf(name: string): string {
  const words = name.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function table(row: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<tr><th>${escapeHtml(name.replaceAll('_', ' '))}</th><td>${escapeHtml(textOf(value))}</td></tr>`);
  return `<table>${lines.join('')}</table>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
