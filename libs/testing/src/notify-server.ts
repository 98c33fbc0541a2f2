import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';

/** A message as GOV.UK Notify took it. */
export interface NotifiedMessage {
  readonly type: 'sms' | 'email';
  readonly to: string;
  readonly templateId: string;
  readonly personalisation: Readonly<Record<string, string>>;
  readonly reference: string;
}

/** How it misbehaves: answers with this error, or takes the message and lets the connection drop. */
export type NotifyFault = { readonly status: number; readonly error: string } | 'drop-after-taking';

/** A stand-in for GOV.UK Notify: its REST API v2 with its tokens, its answers and its errors. */
export interface NotifyServer {
  /** Give it to a process as NOTIFY_URL. */
  readonly url: string;
  /** As NOTIFY_API_KEY. */
  readonly apiKey: string;
  readonly smsTemplate: string;
  readonly emailTemplate: string;
  readonly sent: readonly NotifiedMessage[];
  /** The next so many messages end so. */
  fail(fault: NotifyFault, times: number): void;
  close(): Promise<void>;
}

interface SentBody {
  readonly phone_number?: string;
  readonly email_address?: string;
  readonly template_id?: string;
  readonly personalisation?: Readonly<Record<string, string>>;
  readonly reference?: string;
}

class Notify implements NotifyServer {
  readonly sent: NotifiedMessage[] = [];
  readonly smsTemplate = randomUUID();
  readonly emailTemplate = randomUUID();
  private readonly serviceId = randomUUID();
  private readonly secret = randomUUID();
  private readonly faults: NotifyFault[] = [];
  readonly apiKey = `tests-${this.serviceId}-${this.secret}`;
  private readonly server = createServer((request, response) => void this.take(request, response));

  async listen(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  fail(fault: NotifyFault, times: number): void {
    for (let left = times; left > 0; left--) this.faults.push(fault);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (status: number, error: string, message: string): void => {
      answer(status, { status_code: status, errors: [{ error, message }] });
    };
    const refused = await this.problemOfToken(request.headers.authorization ?? '');
    if (refused !== undefined) {
      refuse(403, 'AuthError', refused);
      return;
    }
    const url = new URL(request.url ?? '', this.url);
    if (request.method === 'GET' && url.pathname === '/v2/notifications') {
      const found = this.sent.filter(({ reference }) => reference === url.searchParams.get('reference'));
      answer(200, {
        notifications: found.map(({ reference, type }) => ({ id: randomUUID(), reference, type, status: 'delivered' })),
        links: {},
      });
      return;
    }
    const type = (['sms', 'email'] as const).find((each) => url.pathname === `/v2/notifications/${each}`);
    if (request.method !== 'POST' || type === undefined) {
      refuse(404, 'NoResultFound', 'No result found');
      return;
    }
    const fault = this.faults.shift();
    if (fault && fault !== 'drop-after-taking') {
      refuse(fault.status, fault.error, 'A fault that the test asked for');
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString()) as SentBody;
    const problem = this.problemOfBody(type, body);
    if (problem) {
      refuse(400, problem[0], problem[1]);
      return;
    }
    const { template_id: templateId = '', personalisation = {}, reference = '' } = body;
    this.sent.push({ type, to: body.phone_number ?? body.email_address ?? '', templateId, personalisation, reference });
    if (fault) request.socket.destroy();
    else answer(201, { id: randomUUID(), reference, content: {}, uri: '', template: { id: templateId, version: 1, uri: '' } });
  }

  // As documented: HS256 with the key's secret, `iss` the service, `iat` within 30 seconds.
  private async problemOfToken(authorization: string): Promise<string | undefined> {
    try {
      const { payload } = await jwtVerify(authorization.replace(/^Bearer /, ''), Buffer.from(this.secret), { algorithms: ['HS256'] });
      if (payload.iss !== this.serviceId) return 'Invalid token: service not found';
      const isFresh = Math.abs(Date.now() / 1000 - (payload.iat ?? 0)) <= 30;
      return isFresh ? undefined : 'Error: Your system clock must be accurate to within 30 seconds';
    } catch {
      return 'Invalid token: API key not found';
    }
  }

  private problemOfBody(type: 'sms' | 'email', body: SentBody): readonly [error: string, message: string] | undefined {
    const template = type === 'sms' ? this.smsTemplate : this.emailTemplate;
    if (body.template_id !== template) return ['BadRequestError', 'Template not found'];
    const gaps = type === 'sms' ? ['text'] : ['subject', 'text'];
    const missing = gaps.filter((gap) => body.personalisation?.[gap] === undefined);
    if (missing.length > 0) return ['BadRequestError', `Missing personalisation: ${missing.join(', ')}`];
    if (type === 'sms' && !/^\+447\d{9}$/.test(body.phone_number ?? '')) return ['ValidationError', 'phone_number Not a UK mobile number'];
    if (type === 'email' && !/^\S+@\S+\.\S+$/.test(body.email_address ?? ''))
      return ['ValidationError', 'email_address Not a valid email address'];
    return undefined;
  }
}

/** Starts a stand-in for GOV.UK Notify on a port of its own. */
export function notifyServer(): Promise<NotifyServer> {
  return new Notify().listen();
}
