import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { FORM, formOf } from './forms';
import { NotUtf8Error } from './request.errors';

/** More than oidc-provider reads. */
const LARGEST_FORM = 65_536;

/** The form is larger than is read; Fastify and the filter know the status. */
class FormTooLargeError extends Error {
  readonly statusCode = 413;
}

/**
 * Looks at the form that a middleware is going to read by itself (the token endpoint and its neighbours), and puts it back, so that text no store
 * can keep ends here too. Throws `InvalidRequestError` as for every other form.
 */
export async function checkForm(request: IncomingMessage): Promise<void> {
  if (!request.headers['content-type']?.toLowerCase().startsWith(FORM)) return;
  const bytes = await peek(request);
  if (!isUtf8(bytes)) throw new NotUtf8Error();
  formOf(bytes.toString('utf8'));
}

/** All bytes of a body, which stays to be read. It must not be seen to end: what has ended takes nothing back. */
async function peek(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_FORM) throw new FormTooLargeError();
  const chunks: Buffer[] = [];
  let size = 0;
  // `complete` comes with the last byte, before the stream ends.
  for (;;) {
    const chunk = request.read() as Buffer | null;
    if (chunk) chunks.push(chunk);
    size += chunk?.length ?? 0;
    if (size > LARGEST_FORM) throw new FormTooLargeError();
    if (request.complete) break;
    await once(request, 'readable');
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > 0) request.unshift(bytes);
  return bytes;
}
