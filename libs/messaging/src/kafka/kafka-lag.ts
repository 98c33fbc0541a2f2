import type { Admin } from 'kafkajs';
import type { Lag } from '../bus';

/** A broker keeps nothing of ours longer; older is not told apart. */
const OLDEST_SECONDS = 64 * 86_400;
const FINER = 3;

interface Place {
  readonly partition: number;
  readonly next: bigint;
  readonly records: number;
  least: number;
  most: number;
}

/**
 * How far a group is behind, asked of the broker: whoever owns the partitions, and also when nobody does. The broker by itself knows
 * only of places that the group has committed; `topics` are those that it is known to read besides.
 */
export async function kafkaLagOf(admin: Admin, group: string, topics: readonly string[]): Promise<Lag[]> {
  const read = await admin.fetchOffsets({ groupId: group, ...(topics.length > 0 ? { topics: [...topics] } : {}) });
  const lags = await Promise.all(
    read.map(async ({ topic, partitions }) => {
      const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
      const places = partitions.map(({ partition, offset }) => placeOf(partition, offset, ends.get(partition)));
      await findAges(admin, topic, places);
      return places.map(({ partition, records, least }) => ({ topic, partition, records, seconds: least }));
    }),
  );
  return lags.flat();
}

// −1: nothing was committed yet; a group begins at the beginning.
function placeOf(partition: number, committed: string, end: { low: string; high: string } = { low: '0', high: '0' }): Place {
  const low = BigInt(end.low);
  const next = BigInt(committed) < low ? low : BigInt(committed);
  return { partition, next, records: Math.max(0, Number(BigInt(end.high) - next)), least: 0, most: Infinity };
}

/**
 * A broker tells which record is the first since an instant: if the group's next one stands before it, it is older.
 * So the age is asked for in doubling steps, for all partitions at once, then the oldest is narrowed to an eighth. What
 * is younger than a second, the usual case, costs one question; what is read, none.
 */
async function findAges(admin: Admin, topic: string, places: readonly Place[]): Promise<void> {
  const unread = places.filter(({ records }) => records > 0);
  const now = Date.now();
  const ask = async (seconds: number): Promise<void> => {
    const since = await admin.fetchTopicOffsetsByTimestamp(topic, Math.round(now - seconds * 1000));
    const firsts = new Map(since.map(({ partition, offset }) => [partition, BigInt(offset)]));
    for (const place of unread) {
      if ((firsts.get(place.partition) ?? 0n) > place.next) place.least = Math.max(place.least, seconds);
      else place.most = Math.min(place.most, seconds);
    }
  };
  for (let seconds = 1; seconds <= OLDEST_SECONDS && unread.some(({ most }) => most === Infinity); seconds *= 2) await ask(seconds);
  for (let step = 0; step < FINER; step += 1) {
    const oldest = unread.reduce<Place | undefined>((found, place) => (found && found.least >= place.least ? found : place), undefined);
    if (!oldest || oldest.least === 0 || oldest.most === Infinity) return;
    await ask((oldest.least + oldest.most) / 2);
  }
}
