import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from './failure';

/** For a person with a browser, whose form came when too many had come from their address. It is told in words, not as JSON. */
export function isForPeople({ status }: Failure, { headers, url }: FastifyRequest): boolean {
  return status === 429 && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

// As the pages of the sign-in, in fewer lines.
const STYLE =
  'body{margin:0 auto;max-width:44rem;padding:2rem 1rem;background:#f0f4f5;color:#212b32;font:1.1875rem/1.5 Arial,sans-serif}h1{font-size:2rem}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Plain HTML without script. */
export function sendWaitPage({ status, headers }: Failure, reply: FastifyReply): void {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Please wait a minute</title><style>${STYLE}</style></head>
<body><main><h1>Please wait a minute</h1><p>Too much was sent from where you are, by you or by somebody else. What you sent was not taken.</p>
<p>Go back, wait a minute, and try again.</p></main></body></html>
`;
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`;
  void reply.status(status).headers(headers).header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);
}
