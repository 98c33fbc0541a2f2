import { isUUID } from 'class-validator';
import { newEventId } from './envelope';

describe('newEventId', () => {
  it('makes UUIDs that sort by when they were made', () => {
    const instants = ['1970-01-01T00:00:00.001Z', '2026-11-27T09:00:00.000Z', '2026-11-27T09:00:00.001Z', '2199-12-31T23:59:59.999Z'];
    const ids = instants.map((instant) => newEventId(new Date(instant)));
    for (const id of ids) expect(isUUID(id, 7)).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('makes no two alike in one millisecond', () => {
    const now = new Date('2026-11-27T09:00:00.000Z');
    expect(new Set(Array.from({ length: 10_000 }, () => newEventId(now))).size).toBe(10_000);
  });
});
