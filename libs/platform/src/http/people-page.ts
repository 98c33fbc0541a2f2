import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from './failure';

interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

const BY_STATUS: Readonly<Record<number, Words>> = {
  404: {
    title: 'Page not found',
    lines: ['There is nothing at this address. If you typed it, check it. <a href="/">Go to the first page</a>.'],
  },
  429: {
    title: 'Please wait a minute',
    lines: [
      'Too much was sent from where you are, by you or by somebody else. What you sent was not taken.',
      'Go back, wait a minute, and try again.',
    ],
  },
};

const TROUBLE: Words = {
  title: 'This does not work just now',
  lines: ['The hub is in trouble and could not answer.', 'Go back, wait a few minutes, and try again.'],
};

/** For systems, also when somebody looks at them with a browser. */
const FOR_SYSTEMS = /^\/(api|fhir|open-referral|health|metrics)(\/|$)/;

// As the pages of the sign-in, in fewer lines.
const STYLE =
  'body{margin:0 auto;max-width:44rem;padding:2rem 1rem;background:#f0f4f5;color:#212b32;font:1.1875rem/1.5 Arial,sans-serif}h1{font-size:2rem}a{color:#005eb8}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What a person with a browser is told, in words instead of JSON; undefined for everybody else, and for what pages tell at their fields. */
export function wordsForPeople({ status }: Failure, { headers, url }: FastifyRequest): Words | undefined {
  if (FOR_SYSTEMS.test(url) || !(headers.accept ?? '').includes('text/html')) return undefined;
  return status >= 500 ? TROUBLE : BY_STATUS[status];
}

/** Plain HTML without script. */
export function sendPage({ status, headers }: Failure, { title, lines }: Words, reply: FastifyReply): void {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Social prescribing hub</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('\n')}</main></body></html>
`;
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`;
  void reply.status(status).headers(headers).header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);
}
