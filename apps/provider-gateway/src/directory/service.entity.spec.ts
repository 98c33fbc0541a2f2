import { Service } from './service.entity';

describe('a service of a provider', () => {
  const NOW = new Date('2026-11-24T10:00:00Z');
  const facts = { name: 'Gardening', description: '', needs: ['loneliness'], status: 'active', settings: [] } as never;

  it('is a version further with each change, and keeps what the change does not name', () => {
    const service = Service.offer('one', 'provider', facts, NOW);
    expect(service.version).toBe(1);
    service.change({ status: 'defunct' });
    expect(service).toMatchObject({ version: 2, status: 'defunct', name: 'Gardening' });
  });

  it('is published whole, with the name of its provider', () => {
    const service = Service.offer('one', 'provider', facts, NOW);
    expect(service.toServicePublished('Allotment Trust')).toMatchObject({
      serviceId: 'one',
      providerId: 'provider',
      providerName: 'Allotment Trust',
      name: 'Gardening',
      status: 'active',
    });
  });
});
