import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Whether a container runtime answers. The `docker` program alone proves nothing; without any socket we need not load the client to ask. */
export async function containerRuntimeAnswers(): Promise<boolean> {
  const sockets = [
    '/var/run/docker.sock',
    join(homedir(), '.docker/run/docker.sock'),
    `${process.env['XDG_RUNTIME_DIR'] ?? ''}/docker.sock`,
  ];
  if (!process.env['DOCKER_HOST'] && !sockets.some((path) => existsSync(path))) return false;
  try {
    const { getContainerRuntimeClient } = await import('testcontainers');
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
}

/** Removes a container and what it wrote, whether it runs or not. */
export async function removeContainer(id: string): Promise<void> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const client = await getContainerRuntimeClient();
  await client.container.getById(id).remove({ force: true, v: true });
}
