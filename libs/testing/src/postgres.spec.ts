import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseClient } from '#libs/platform';
import { containerRuntimeAnswers } from '../../../infra/launcher/containers';
import { startContainerOrLocal } from './postgres';

/** A container runtime that answers, has no image and can fetch none. */
function runtimeWithoutImages(): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    const path = url.replace(/^\/v[\d.]+/, '');
    const known = /^\/(info|version|_ping)/.test(path);
    response.writeHead(known ? 200 : path.startsWith('/images/create') ? 500 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(known ? { ServerVersion: '27', OperatingSystem: 'x', OSType: 'linux', Architecture: 'x86_64' } : { message: 'no' }),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('the PostgreSQL of the tests', () => {
  const before = process.env['DOCKER_HOST'];
  let runtime: Server;
  beforeAll(async () => {
    runtime = await runtimeWithoutImages();
    process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${String((runtime.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
    runtime.close();
  });

  it('is a local process where a container runtime answers and cannot fetch the image', async () => {
    expect(await containerRuntimeAnswers()).toBe(true);
    const { ownerUrl } = await startContainerOrLocal();
    const client = new DatabaseClient(ownerUrl);
    await client.connect();
    expect((await client.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });
});
