import { escapeHtml } from '#libs/platform';
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** An HTML page with the headers it needs. */
export interface HtmlPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One text field of a form; `error` is shown with it and in the summary at the top. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly hint?: string;
  readonly value?: string;
  readonly autocomplete: string;
  readonly error?: string;
}

// The looks of the NHS design system in a few lines: these pages stand before the console, and need neither script nor download.
const STYLE = `
*{box-sizing:border-box}body{margin:0;background:#f0f4f5;color:#212b32;font:1.1875rem/1.5 Arial,sans-serif}
header{background:#005eb8;color:#fff;padding:1rem;font-weight:700}main,header>div{max-width:44rem;margin:0 auto}main{padding:2rem 1rem}
h1{font-size:2rem;line-height:1.25;margin:0 0 1.5rem}h2{font-size:1.375rem;margin:0 0 .5rem}label{display:block;font-weight:700}
.hint{color:#4c6272;margin:0}.field{margin:0 0 1.5rem}.field.wrong{border-left:4px solid #d5281b;padding-left:1rem}
.error{color:#d5281b;font-weight:700;margin:0}.summary{border:4px solid #d5281b;padding:1rem;margin:0 0 2rem;background:#fff}.summary a{color:#d5281b;font-weight:700}
input{width:100%;max-width:28rem;font:inherit;padding:.4rem .5rem;border:2px solid #4c6272;border-radius:0;background:#fff;color:inherit}
.wrong input{border-color:#d5281b}input:focus{outline:4px solid #ffeb3b;border:4px solid #212b32;padding:calc(.4rem - 2px) calc(.5rem - 2px)}
button{font:inherit;font-weight:700;color:#fff;background:#007f3b;border:0;border-radius:4px;box-shadow:0 4px 0 #00401e;padding:.75rem 1rem;cursor:pointer}
button:hover{background:#00662f}button:focus,a:focus{outline:4px solid transparent;background:#ffeb3b;color:#212b32;box-shadow:0 4px 0 #212b32}a{color:#005eb8}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A whole page. `formTarget` is where a form of it may lead besides this address: browsers check redirects too. */
export function page({
  title,
  body,
  wrong = false,
  formTarget = '',
}: {
  title: string;
  body: string;
  wrong?: boolean;
  formTarget?: string;
}): HtmlPage {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${wrong ? 'Error: ' : ''}${escapeHtml(title)} – Social prescribing hub</title><style>${STYLE}</style></head>
<body><header><div>Social prescribing hub</div></header><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>
`;
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' ${formTarget}; frame-ancestors 'none'; base-uri 'none'`;
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.replace(/ ;/, ';'),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  };
}

/** The summary of what is wrong, each line leading to its field (NHS service manual: error summary). */
export function errorSummary(errors: readonly { readonly field: string; readonly text: string }[]): string {
  if (errors.length === 0) return '';
  const lines = errors.map(({ field, text }) => `<li><a href="#${escapeHtml(field)}">${escapeHtml(text)}</a></li>`);
  return `<div class="summary" role="alert" aria-labelledby="summary" tabindex="-1"><h2 id="summary">There is a problem</h2><ul>${lines.join('')}</ul></div>`;
}

export function inputField({ name, label, type = 'text', hint, value = '', autocomplete, error }: Field): string {
  const described = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`]
    .filter((id) => id !== '')
    .join(' ');
  return `<div class="field${error === undefined ? '' : ' wrong'}"><label for="${name}">${escapeHtml(label)}</label>
${hint === undefined ? '' : `<p class="hint" id="${name}-hint">${escapeHtml(hint)}</p>`}
${error === undefined ? '' : `<p class="error" id="${name}-error">${escapeHtml(error)}</p>`}
<input id="${name}" name="${name}" type="${type}" value="${escapeHtml(value)}" autocomplete="${autocomplete}" spellcheck="false" required${
    described === '' ? '' : ` aria-describedby="${described}"`
  }${error === undefined ? '' : ' aria-invalid="true"'}></div>`;
}

export function send(reply: FastifyReply, status: number, { html, headers }: HtmlPage): void {
  void reply.status(status).headers(headers).send(html);
}

/** Behind a link that does not work any more: what to do instead, and the way to the sign-in page. */
export function linkSpentPage(publicUrl: string, reason: string): HtmlPage {
  const body = `<p>${escapeHtml(reason)}</p><p><a href="${escapeHtml(publicUrl)}/">Sign in</a></p>`;
  return page({ title: 'This link cannot be used', body });
}
