import { createHash } from 'node:crypto';

/** What is stored of an id or secret that lets somebody in, or of what names a person: SHA-256, in base64url. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
