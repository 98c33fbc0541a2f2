import { eventually, startOwnPostgres } from '#libs/testing';
import { startIdentity } from './builders/identity.builder';

describe('the token endpoint', () => {
  it('answers 503 with Retry-After while PostgreSQL is gone, and works again when it is back', async () => {
    const postgres = await startOwnPostgres();
    const hub = await startIdentity({}, await postgres.freshDatabase(['identity']));
    const ask = (): Promise<Response> =>
      fetch(hub.tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'nobody' }) });
    expect((await ask()).status).toBe(401);

    await postgres.kill();
    const gone = await ask();
    expect([gone.status, gone.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await gone.json()).toMatchObject({ error: 'temporarily_unavailable' });

    await postgres.start();
    await eventually(async () => expect((await ask()).status).toBe(401));
    await hub.close();
    await postgres.stop();
  });
});
