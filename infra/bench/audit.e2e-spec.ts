import { audit } from './audit';

// How long it takes is measured by `npm run bench -- audit`.
describe('the bench of the audit trail', () => {
  it('does every act and finds each one in the chain', async () => {
    const { sealed, figures, limits } = await audit(50, 2);
    expect(sealed).toBe(150);
    expect(Object.values({ ...figures, ...limits }).every(({ value }) => value > 0 && Number.isFinite(value))).toBe(true);
  });
});
