import { Endpoint } from './endpoint.entity';

describe("a provider's endpoint", () => {
  const NOW = new Date('2026-11-24T10:00:00Z');
  const facts = { id: 'one', providerId: 'provider', url: 'https://charity.example.org/hook', sealedSecret: 'first' };
  const registered = (cap?: number) => Endpoint.register(facts, cap, NOW);

  it('begins active, with four deliveries at once unless it asks for another number', () => {
    expect(registered()).toMatchObject({ status: 'active', cap: 4, slowdowns: 0, disabledReason: null, createdAt: NOW });
    expect(registered(1).cap).toBe(1);
  });

  it('is disabled because somebody asked, and keeps the reason for which it was disabled before', () => {
    const endpoint = registered();
    endpoint.disable();
    expect(endpoint).toMatchObject({ status: 'disabled', disabledReason: 'asked' });
    const gone = Object.assign(registered(), { status: 'disabled', disabledReason: 'gone' });
    gone.disable();
    expect(gone.disabledReason).toBe('gone');
  });

  it('begins again at once when it is activated, whatever it had asked for', () => {
    const endpoint = Object.assign(registered(), { status: 'disabled', disabledReason: 'gone', slowdowns: 3, blockedUntil: NOW });
    endpoint.activate();
    expect(endpoint).toMatchObject({ status: 'active', disabledReason: null, slowdowns: 0, blockedUntil: new Date(0) });
  });

  it('signs by the new secret and, until the end of the overlap, by the one before', () => {
    const endpoint = registered();
    endpoint.rotateSecret('second', NOW);
    expect(endpoint).toMatchObject({ sealedSecret: 'second', previousSealedSecret: 'first', previousUntil: NOW });
  });

  it('forgets where it was and what it signed by when it is deleted', () => {
    const endpoint = registered();
    endpoint.rotateSecret('second', NOW);
    endpoint.delete();
    expect(endpoint).toMatchObject({ status: 'deleted', url: '', sealedSecret: '', previousSealedSecret: null, previousUntil: null });
  });
});
