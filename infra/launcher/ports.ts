import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere). While a server is being restarted
 * such a connection may take its port, even one that was looking for that very server.
 */
const LOWEST = 10_000;
const HIGHEST = 32_767;
const MOST_TRIES = 100;

/** A port on which nobody listens now, and which no outgoing connection will be given while a server on it is away. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (!(await isPortTaken(port))) return port;
  }
  throw new Error(`No port between ${LOWEST} and ${HIGHEST} is free.`);
}

/** Whether somebody answers on this port of the local machine, or it cannot be listened on. */
export async function isPortTaken(port: number): Promise<boolean> {
  return (await answers(port)) || !(await canListen(port));
}

/** Whether somebody accepts a connection on this port of the local machine. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false)).listen(port, () => server.close(() => resolve(true)));
  });
}
