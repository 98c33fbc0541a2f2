import { SignJWT } from 'jose';
import { request } from 'undici';
import type { NotifyKey } from '../caseload.config';
import type { Carried, MessageCarrier, WrittenMessage } from './message-carrier.client';
import type { Channel } from './person-message.rules';

const TIMEOUT_MS = 20_000;

interface Answer {
  readonly status: number;
  readonly body: { readonly errors?: readonly { readonly error?: string }[]; readonly notifications?: readonly object[] };
}

/** Where GOV.UK Notify answers, who sends, and the templates that hold nothing but the gaps for our words. */
export interface NotifyAccount {
  readonly url: string;
  readonly key: NotifyKey;
  readonly templates: Readonly<Partial<Record<Channel, string>>>;
}

/** Sends text messages and e-mail through GOV.UK Notify (docs.notifications.service.gov.uk, REST API v2). */
export class NotifyCarrier implements MessageCarrier {
  constructor(private readonly account: NotifyAccount) {}

  async carry(message: WrittenMessage): Promise<Carried> {
    try {
      if (message.isRepeat && (await this.hasGone(message))) return { outcome: 'sent' };
      return outcomeOf(await this.send(message));
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      return { outcome: 'later', why: `notify-${typeof code === 'string' ? code.toLowerCase() : 'unreachable'}` };
    }
  }

  private send({ id, channel, to, subject, text }: WrittenMessage): Promise<Answer> {
    const template_id = this.account.templates[channel];
    if (channel === 'sms')
      return this.call('POST', '/v2/notifications/sms', { phone_number: to, template_id, personalisation: { text }, reference: id });
    const personalisation = { subject, text };
    return this.call('POST', '/v2/notifications/email', { email_address: to, template_id, personalisation, reference: id });
  }

  /** Notify takes the same reference twice; what it has taken is asked for before a repeat. */
  private async hasGone({ id, channel }: WrittenMessage): Promise<boolean> {
    const { status, body } = await this.call('GET', `/v2/notifications?template_type=${channel}&reference=${id}`);
    return status === 200 && (body.notifications?.length ?? 0) > 0;
  }

  private async call(method: 'GET' | 'POST', path: string, sent?: object): Promise<Answer> {
    const { url, key } = this.account;
    // Notify takes a token within 30 seconds of its `iat`.
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(key.serviceId)
      .setIssuedAt()
      .sign(Buffer.from(key.secret));
    const headers = { authorization: `Bearer ${token}`, ...(sent ? { 'content-type': 'application/json' } : {}) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { statusCode: status, body } = await request(`${url}${path}`, {
      method,
      headers,
      signal,
      ...(sent ? { body: JSON.stringify(sent) } : {}),
    });
    const text = await body.text();
    return { status, body: parsed(text) };
  }
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}

// 400 is about this message; 403 (key, clock) and 429 (rate, day's limit) are about the account, and pass.
function outcomeOf({ status, body }: Answer): Carried {
  if (status === 201) return { outcome: 'sent' };
  const why = `notify-${String(status)}-${(body.errors?.[0]?.error ?? 'error').toLowerCase()}`;
  if (status !== 400) return { outcome: 'later', why, ...(status === 429 ? { afterMs: 60_000 } : {}) };
  return { outcome: 'refused', why };
}
