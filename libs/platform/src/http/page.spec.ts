import { InvalidRequestError } from '#libs/contracts';
import { afterOf, cursorOf, pageOf } from './page';

const ID = 'b1b6c4de-6a52-4f0e-9a6a-0d8f1d2c3b4a';

describe('a page', () => {
  const rows = ['a', 'b', 'c'];

  it('has a cursor when there is one row more than was asked for, and none when it is the last', () => {
    expect(pageOf(rows, 3, String, String).nextCursor).toBeNull();
    const { items, nextCursor } = pageOf(rows, 2, String, (row) => row.toUpperCase());
    expect([items, afterOf(nextCursor ?? '')]).toEqual([['A', 'B'], 'b']);
  });

  it('begins after a value and an id where several rows share the value', () => {
    const { nextCursor } = pageOf(rows, 1, (row) => ({ after: row, id: ID }), String);
    expect(cursorOf(nextCursor ?? '')).toEqual({ after: 'a', id: ID });
  });

  it.each([
    ['no cursor at all', 'x'],
    ['a cursor of another kind of list', Buffer.from('["a"]').toString('base64url')],
    ['one that holds NUL', Buffer.from(`["\\u0000","${ID}"]`).toString('base64url')],
    ['one that holds half a surrogate pair', Buffer.from(`["\\ud800","${ID}"]`).toString('base64url')],
    ['one that is not UTF-8', Buffer.from(`["\xff","${ID}"]`, 'latin1').toString('base64url')],
    ['one whose id is none', Buffer.from('["a","b"]').toString('base64url')],
    ['one with a part too many', Buffer.from(`["a","${ID}","c"]`).toString('base64url')],
  ])('refuses %s', (_what, cursor) => {
    expect(() => cursorOf(cursor)).toThrow(InvalidRequestError);
  });

  it('refuses a cursor whose value the list cannot have given', () => {
    const { nextCursor } = pageOf(rows, 1, String, String);
    expect(() => afterOf(nextCursor ?? '', (after) => after === 'z')).toThrow(InvalidRequestError);
    expect(() => afterOf(Buffer.from(`["a","${ID}"]`).toString('base64url'))).toThrow(InvalidRequestError);
  });
});
