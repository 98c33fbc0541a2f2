import { formatOf } from './document-format.rules';

describe('the form of a document', () => {
  it.each([
    [undefined, 'html'],
    ['*/*', 'html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['application/pdf', 'pdf'],
    ['text/html;q=0.5, application/pdf', 'pdf'],
    ['application/pdf;q=0, */*;q=0.1', 'html'],
  ])('when Accept is %s is %s', (accept, format) => {
    expect(formatOf(accept)).toBe(format);
  });

  it.each(['application/json', 'text/html;q=0', 'application/pdf;q=0, text/html;q=0'])(
    'is refused when none that is offered is wanted: %s',
    (accept) => {
      expect(() => formatOf(accept)).toThrow(expect.objectContaining({ status: 406 }) as Error);
    },
  );
});
