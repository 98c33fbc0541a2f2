import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorFormats } from './error-format';
import { failureOf } from './failure';

/** The address last asked for on a connection: an error of the connection is told in that address's format. */
const addresses = new WeakMap<Socket, string>();

export function rememberAddress(request: IncomingMessage): void {
  addresses.set(request.socket, request.url ?? '/');
}

const STATUS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** What is no HTTP, has too large headers or comes too slowly is told so, and the connection ends. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket, formats: ErrorFormats): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const failure = failureOf({ statusCode: STATUS[error.code ?? ''] ?? 400 });
  const format = formats.at(addresses.get(socket) ?? '/');
  const body = JSON.stringify(format.render(failure));
  const head = [
    `HTTP/1.1 ${String(failure.status)} ${STATUS_CODES[failure.status] ?? ''}`,
    `content-type: ${format.contentType}`,
    `content-length: ${String(Buffer.byteLength(body))}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
