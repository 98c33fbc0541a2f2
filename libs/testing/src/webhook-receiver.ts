import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One webhook as it arrived at the charity. */
export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `webhook-id`. */
  readonly id: string;
  readonly body: string;
  readonly json: { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> };
  /** The independent `standardwebhooks` package accepts the signature; undefined where the receiver was given no secret. */
  readonly verified: boolean | undefined;
  /** What it was answered; undefined while it hangs. */
  answered?: number;
  readonly at: number;
}

/** How the charity answers, instead of 204. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A stand-in charity: a real HTTP server that keeps what it is sent and can be made to misbehave. */
export interface WebhookReceiver {
  readonly url: string;
  /** Everything that arrived, in order; failed attempts too. */
  readonly received: readonly ReceivedWebhook[];
  /** What it answered 2xx, each `webhook-id` once: its effect. */
  readonly accepted: readonly ReceivedWebhook[];
  /** The endpoint's secret, `whsec_…`; what arrives from now on is verified with it. Per path, if the charity has several endpoints. */
  trust(secret: string, path?: string): void;
  /** Answers the next `times` requests, or those that `only` picks, so; then it is well again. */
  answer(answer: Answer, times: number, only?: (webhook: ReceivedWebhook) => boolean): void;
  /** Answers nothing until `release`. */
  hang(only?: (webhook: ReceivedWebhook) => boolean): void;
  release(): void;
  /** Its server is gone: connections are refused. */
  goDown(): Promise<void>;
  /** The server is back at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

type Picks = (webhook: ReceivedWebhook) => boolean;

class Receiver implements WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  private readonly secrets = new Map<string, string>();
  private readonly answers: { answer: Answer; times: number; only: Picks }[] = [];
  private readonly held: (() => void)[] = [];
  private hangs: Picks | undefined;
  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/webhooks`;
  }

  get accepted(): readonly ReceivedWebhook[] {
    const first = new Map<string, ReceivedWebhook>();
    for (const webhook of this.received) {
      const key = `${webhook.path} ${webhook.id}`;
      if (webhook.answered !== undefined && webhook.answered < 300 && !first.has(key)) first.set(key, webhook);
    }
    return [...first.values()];
  }

  trust(secret: string, path = '/webhooks'): void {
    this.secrets.set(path, secret);
  }

  answer(answer: Answer, times: number, only: Picks = () => true): void {
    this.answers.push({ answer, times, only });
  }

  hang(only: Picks = () => true): void {
    this.hangs = only;
  }

  release(): void {
    this.hangs = undefined;
    for (const resume of this.held.splice(0)) resume();
  }

  async comeBack(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.take(request, response);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async goDown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  async close(): Promise<void> {
    await this.goDown();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const webhook = this.webhookOf(request, Buffer.concat(chunks).toString());
    this.received.push(webhook);
    if (this.hangs?.(webhook)) {
      await new Promise<void>((resume) => {
        this.held.push(resume);
      });
    }
    const turn = this.answers.find(({ times, only }) => times > 0 && only(webhook));
    if (turn) turn.times -= 1;
    const { status, headers = {}, body = '' } = turn?.answer ?? { status: 204 };
    webhook.answered = status;
    response.writeHead(status, headers).end(body);
  }

  private webhookOf(request: IncomingMessage, body: string): ReceivedWebhook {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const path = request.url ?? '';
    const secret = this.secrets.get(path);
    const verified = secret === undefined ? undefined : isSigned(secret, body, headers);
    return {
      path,
      headers,
      id: headers['webhook-id'] ?? '',
      body,
      json: JSON.parse(body) as ReceivedWebhook['json'],
      verified,
      at: Date.now(),
    };
  }
}

function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

/** Starts a stand-in charity on a port of its own. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const receiver = new Receiver();
  await receiver.comeBack();
  return receiver;
}
