import { smtpTransport } from '#libs/platform';
import type { Carried, MessageCarrier, WrittenMessage } from './message-carrier.client';

/** Sends email through a mail server. */
export class SmtpCarrier implements MessageCarrier {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    this.transport = smtpTransport(url);
  }

  async carry({ id, to, subject, text }: WrittenMessage): Promise<Carried> {
    try {
      // One Message-ID for all attempts: mail systems put repeats together.
      const messageId = `<${id}@social-prescribing-hub>`;
      const headers = { 'auto-submitted': 'auto-generated' };
      await this.transport.sendMail({ from: this.from, to: { name: '', address: to }, subject, text, messageId, headers });
      return { outcome: 'sent' };
    } catch (error) {
      return failureOf(error as { code?: string; responseCode?: number });
    }
  }
}

// Only what the server says of this recipient or message is final (RFC 5321 §4.2.1); a wrong password is put right by somebody.
function failureOf({ code = 'EUNKNOWN', responseCode }: { code?: string; responseCode?: number }): Carried {
  const why = `smtp-${String(responseCode ?? code).toLowerCase()}`;
  const isFinal = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500;
  return isFinal ? { outcome: 'refused', why } : { outcome: 'later', why };
}
