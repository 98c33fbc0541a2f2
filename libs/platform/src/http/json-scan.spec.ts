import fc from 'fast-check';
import { OWN_JSON, scanJson, type JsonLimits } from './json-scan';

const UNLIMITED: JsonLimits = { depth: Infinity };
const found = (text: string, limits: JsonLimits = OWN_JSON) => scanJson(text, limits).map(({ pointer, code }) => `${pointer} ${code}`);

describe('the scan of a JSON body', () => {
  it.each([
    ['a name that stands twice', '{"a":{"b":1,"c":2,"b":3}}', ['/a/b duplicate-name']],
    ['a name that stands twice, once spelled by an escape', '{"ab":1,"\\u0061b":2}', ['/ab duplicate-name']],
    ['NUL in a string', '[{"a":"x"},{"a":"x\\u0000y"}]', ['/1/a nul']],
    ['NUL in a name', '{"a\\u0000":1}', ['/a\0 nul']],
    ['the first half of a pair alone', '["\\ud83d"]', ['/0 ill-formed']],
    ['the first half of a pair before another character', '["\\ud83dx"]', ['/0 ill-formed']],
    ['the first half of a pair before another escape', '["\\ud83d\\n","\\ud83d\\u0041"]', ['/0 ill-formed', '/1 ill-formed']],
    ['two first halves', '["\\ud83d\\ud83d\\ude00"]', ['/0 ill-formed']],
    ['the second half of a pair alone', '["a\\ude00"]', ['/0 ill-formed']],
    ['a second half after a pair', '["\\ud83d\\ude00\\ude00"]', ['/0 ill-formed']],
    ['half a pair in a name', '{"\\ud83d":1}', ['/\ufffd ill-formed']],
    [
      'names that every object answers to',
      '{"__proto__":{},"x":{"constructor":1,"toString":2}}',
      ['/__proto__', '/x/constructor', '/x/toString'],
    ],
    ['33 arrays in one another', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, [`/a${'/0'.repeat(31)} too-deep`]],
    ['1,001 elements', `{"a/b":[${'0,'.repeat(1000)}0]}`, ['/a~1b too-many-elements']],
    ['1,001 members', `{"a":{${Array.from({ length: 1001 }, (_, n) => `"n${String(n)}":0`).join(',')}}}`, ['/a too-many-members']],
    ['20,001 characters', `{"a":"${'x'.repeat(20_001)}"}`, ['/a too-long']],
    ['20,001 values', `[${`[${'0,'.repeat(999)}0],`.repeat(20)}0]`, [' too-many-values']],
  ])('reports %s at its place', (_what, text, expected) => {
    expect(found(text).map((line, index) => (expected[index]?.includes(' ') ? line : line.split(' ')[0]))).toEqual(expected);
  });

  it('takes as much as the limits allow, pairs of surrogates, and quotes and backslashes in strings', () => {
    const nested = `${'['.repeat(32)}${']'.repeat(32)}`;
    const wide = `[${'0,'.repeat(999)}0]`;
    const long = `"${'\\u00e9'.repeat(20_000)}"`;
    const odd = '{"":"","a\\"b":"\\\\","\\\\":"\\"}","\\ud83d\\ude00":"\\ud83d\\ude00😀\\\\ud83d"}';
    for (const text of [nested, wide, long, odd, '0', '"x"', 'null', ' { "a" : [ ] , "b" : { } } ']) expect(found(text)).toEqual([]);
  });

  it('lists at most 100 problems', () => {
    expect(scanJson(`[${'"\\u0000",'.repeat(500)}0]`, OWN_JSON)).toHaveLength(100);
  });

  it('finds nothing in what a serialiser wrote, and exactly the doubled name when one was put in', () => {
    const name = fc.string({ unit: 'grapheme' }).filter((text) => !(text in Object.prototype) && !text.includes('\0'));
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double(),
        fc.boolean(),
        fc.array(tie('tree'), { maxLength: 5 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const written = JSON.stringify(value, null, indent);
        expect(found(written, UNLIMITED)).toEqual([]);
        expect(found(`{"a":${written},"b":0,"a":1}`, UNLIMITED)).toEqual(['/a duplicate-name']);
      }),
    );
  });

  it('reads any text to its end without failing', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '\\u', 'd83d', 'a', '0', ' ', '"a":', '\\ude00');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(Array.isArray(scanJson(pieces.join(''), OWN_JSON))).toBe(true);
      }),
    );
  });
});
