/** Most values, of whatever depth, in one resource and in one Bundle: reading them takes a few microseconds each, and nobody else is served meanwhile. */
export const MOST_VALUES = { resource: 10_000, bundle: 20_000 } as const;

/** How many values a JSON value consists of, counted no further than just past `most`. */
export function sizeOf(value: unknown, most: number): number {
  let size = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && size <= most) {
    const next = waiting.pop();
    size += 1;
    if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) waiting.push(inner);
  }
  return size;
}
