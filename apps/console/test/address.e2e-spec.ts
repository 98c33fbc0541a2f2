import { personToken } from '#libs/testing';
import { emptyHub } from './builders/hub.builder';

describe('the address that a hub prints when it is ready', () => {
  it('is its public one, where people can sign in', async () => {
    const hub = await emptyHub();
    try {
      expect(hub.printed).toBe(hub.url);
      const person = { email: 'grace@hub.example', password: 'correct horse battery' };
      const form = { organisation: 'North Quay PCN', scheme: 'North Quay', name: 'Grace Hall', ...person };
      await fetch(hub.setUpLink(), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

      expect(await personToken({ issuer: `${hub.printed}/identity`, ...person })).toContain('.');
    } finally {
      await hub.close();
    }
  });
});
