import { errorOf, pathOf } from './logging';

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

describe('an address in the log', () => {
  it.each([
    ['/identity/invitation/s3cret', '/identity/invitation/***'],
    ['/identity/setup/s3cret?again=1', '/identity/setup/***'],
    ['/respond/s3cret', '/respond/***'],
    ['/my/s3cret/code', '/my/***/code'],
    ['/api/caseload/cases?name=Ada', '/api/caseload/cases'],
  ])('%s leaves out the token of a link, and what was searched for', (address, logged) => {
    expect(pathOf(address)).toBe(logged);
  });
});
