import { escapeHtml } from '#libs/platform';
import { createHash } from 'node:crypto';
import type { DocumentPart, DocumentSection, Fact, PlanDocument } from './plan-document.view';

// Large letters, short lines and no colour that means something: it is read at a kitchen table and printed at a library.
const STYLE = `
*{box-sizing:border-box}body{margin:0;background:#fff;color:#212b32;font:1.25rem/1.6 Arial,sans-serif}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:2.25rem;line-height:1.2;margin:0 0 1rem}
h2{font-size:1.6rem;line-height:1.25;margin:2.25rem 0 .75rem;padding-top:.75rem;border-top:2px solid #4c6272}
h3{font-size:1.4rem;margin:1.5rem 0 .5rem}p{margin:0 0 .75rem}ul{margin:0 0 .75rem;padding-left:1.5rem}li{margin:0 0 .5rem}
dl{margin:0}dt{font-weight:700}dd{margin:0 0 .75rem;white-space:pre-line}li,p{white-space:pre-line;overflow-wrap:anywhere}
dd{overflow-wrap:anywhere}footer{margin-top:2.5rem;color:#4c6272;font-size:1rem}
@page{size:A4;margin:18mm}
@media print{body{font-size:14pt}main{max-width:none;padding:0}h2,h3{break-after:avoid}li,dd,section>div{break-inside:avoid}}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but the page's own style is loaded or run, and no copy of it is kept on the way. */
export const HTML_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

/** A document as one page that needs nothing else: no script, no download; it prints on A4. */
export function htmlOf({ lang, title, intro, sections, foot }: PlanDocument): string {
  return `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${intro.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${sectionsOf(sections, 2)}
<footer>${escapeHtml(foot)}</footer></main></body>
</html>
`;
}

/** The sections alone, for a page that has more to say: their headings at this level, those inside one below. */
export function sectionsOf(sections: readonly DocumentSection[], level: 2 | 3): string {
  const section = ({ heading, parts }: DocumentSection): string =>
    `<section><h${String(level)}>${escapeHtml(heading)}</h${String(level)}>${parts.map((part) => partOf(part, level + 1)).join('')}</section>`;
  return sections.map(section).join('\n');
}

function partOf(part: DocumentPart, level: number): string {
  if (part.kind === 'text') return `<p>${escapeHtml(part.text)}</p>`;
  if (part.kind === 'list') return `<ul>${part.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
  const heading = part.heading === undefined ? '' : `<h${String(level)}>${escapeHtml(part.heading)}</h${String(level)}>`;
  return `<div>${heading}<dl>${part.facts.map(factOf).join('')}</dl></div>`;
}

function factOf({ label, text }: Fact): string {
  return `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`;
}
