import { Delivery } from './delivery.entity';

describe('a delivery', () => {
  it('is a record from the first moment: pending, without an attempt', () => {
    expect(Delivery.queue({ id: 'one', sequence: 3 } as never)).toMatchObject({
      id: 'one',
      sequence: 3,
      state: 'pending',
      reason: null,
      attempts: 0,
      deliveredAt: null,
    });
  });
});
