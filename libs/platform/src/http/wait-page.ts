import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from './failure';

/** For a person with a browser, whose form came when too many had come from their address. It is told in words, not as JSON. */
export function isForPeople({ status }: Failure, { headers, url }: FastifyRequest): boolean {
  return status === 429 && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

/** Plain HTML without style or script. */
export function sendWaitPage({ status, headers }: Failure, reply: FastifyReply): void {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Please wait a minute</title></head>
<body><main><h1>Please wait a minute</h1><p>Too many forms were sent from where you are, by you or by somebody else. Yours was not taken.</p>
<p>Go back, wait a minute, and send it again.</p></main></body></html>
`;
  const policy = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" };
  void reply.status(status).headers(headers).headers(policy).type('text/html; charset=utf-8').send(html);
}
