import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { freePort, isPortTaken } from './ports';

const LINUX_RANGE = '/proc/sys/net/ipv4/ip_local_port_range';

/** The first port that this system gives to outgoing connections. */
function firstOutgoing(): number {
  return process.platform === 'linux' ? Number(readFileSync(LINUX_RANGE, 'utf8').split(/\s+/)[0]) : 49_152;
}

describe('freePort', () => {
  it('gives ports that no outgoing connection will be given, so that a server finds its own again when it comes back', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    for (const port of ports) expect(port).toBeLessThan(firstOutgoing());
    expect(await Promise.all(ports.map((port) => isPortTaken(port)))).not.toContain(true);
  });
});

describe('isPortTaken', () => {
  it('counts the port of an outgoing connection as taken, since no server can listen on it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as { port: number }).port, '127.0.0.1');
    await once(socket, 'connect');
    expect(await isPortTaken(socket.localPort ?? 0)).toBe(true);
    socket.destroy();
    server.close();
  });
});
