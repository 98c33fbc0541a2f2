import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** An e-mail as the mail server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly text: string;
}

/** A stand-in mail server: speaks SMTP (RFC 5321) as far as a client needs it to hand over an e-mail. */
export interface SmtpServer {
  /** Give it to a process as SMTP_URL. */
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** The next so many recipients are answered with this reply, such as `550 No such user`. */
  refuse(reply: string, times: number): void;
  close(): Promise<void>;
}

/** Starts a stand-in mail server on a port of its own. */
export async function smtpServer(): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  const refusals: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    converse(socket, received, refusals);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    refuse: (reply, times) => {
      for (let left = times; left > 0; left--) refusals.push(reply);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function converse(socket: Socket, received: ReceivedMail[], refusals: string[]): void {
  let [buffer, from, inData] = ['', '', false];
  let to: string[] = [];
  const reply = (line: string): void => void socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'EHLO' || verb === 'HELO') reply('250-stand-in\r\n250 8BITMIME');
    else if (verb === 'MAIL') {
      [from, to] = [address, []];
      reply('250 OK');
    } else if (verb === 'RCPT') {
      const refusal = refusals.shift();
      if (refusal === undefined) to.push(address);
      reply(refusal ?? '250 OK');
    } else if (verb === 'DATA') {
      inData = true;
      reply('354 End with a line that has a dot alone');
    } else if (verb === 'QUIT') socket.end('221 Bye\r\n');
    else reply(verb === 'RSET' || verb === 'NOOP' ? '250 OK' : '502 Not here');
  };
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (inData) {
        received.push({ from, to, ...mailOf(part) });
        inData = false;
        reply('250 Taken');
      } else command(part);
    }
  });
  reply('220 stand-in ESMTP');
}

function mailOf(source: string): Pick<ReceivedMail, 'headers' | 'text'> {
  const split = source.indexOf('\r\n\r\n');
  const lines = source
    .slice(0, split)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = source.slice(split + 4).replaceAll(/^\.\./gm, '.');
  return { headers, text: decoded(body, headers['content-transfer-encoding'] ?? '') };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const joined = body.replaceAll(/=\r\n/g, '');
  return Buffer.from(
    joined.replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}
