import { createHmac } from 'node:crypto';

/** What Standard Webhooks signs: id, time of this attempt in unix seconds, and the body as it is sent. */
export interface SignedContent {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** `webhook-signature`: one `v1` (HMAC-SHA256) per secret, space-delimited; two while a secret is being changed. */
export function signatureOf({ id, timestamp, body }: SignedContent, secrets: readonly Buffer[]): string {
  return secrets
    .map(
      (secret) =>
        `v1,${createHmac('sha256', secret)
          .update(`${id}.${String(timestamp)}.${body}`)
          .digest('base64')}`,
    )
    .join(' ');
}
