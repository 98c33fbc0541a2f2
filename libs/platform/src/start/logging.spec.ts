import { errorOf } from './logging';

describe('an error in the log', () => {
  it('keeps its kind, its code and where it arose, and nothing that it quotes or carries', () => {
    const error = Object.assign(new Error(`invalid input for "Ada Okafor" and Key (nhs_number)=(9434765919) of 'Okafor'`), {
      ...{ code: '22P02', parameters: ['Ada Okafor'], detail: 'Key (name)=(Okafor)', query: `SELECT 'Okafor'` },
    });
    expect(errorOf(error)).toEqual({
      ...{ type: 'Error', code: '22P02', message: 'invalid input for "…" and Key "…" of "…"' },
      stack: expect.stringMatching(/^\s+at .*logging\.spec/) as string,
    });
  });

  it('leaves out a message that goes on over several lines', () => {
    const { stack } = errorOf(new Error('first\nOkafor\nlast')) as { stack: string };
    expect(stack).not.toContain('Okafor');
  });
});
