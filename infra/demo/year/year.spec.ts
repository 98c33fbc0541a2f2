import { createHash } from 'node:crypto';
import { PEOPLE, schemeYear, SEED, type MadeUpLife } from './scheme-year';
import type { Stage } from './stage';

const UNTIL = new Date('2026-11-20T15:00:00Z');
const STAGE: Stage = {
  schemeId: '11111111-0000-4000-8000-000000000001',
  organisationId: '11111111-0000-4000-8000-000000000002',
  clocks: { nation: 'england', allocateWithin: 5, contactWithin: 10, respondWithin: 5 },
  senders: [
    { id: '11111111-0000-4000-8000-000000000003', name: 'Willow Street Surgery' },
    { id: '11111111-0000-4000-8000-000000000004', name: 'Harbour Road Surgery' },
  ],
  workerIds: ['11111111-0000-4000-8000-000000000005', '11111111-0000-4000-8000-000000000006'],
  offers: ['loneliness', 'debt', 'physical-activity'].map((need, n) => ({
    serviceId: `22222222-0000-4000-8000-00000000000${String(n)}`,
    serviceName: `Service ${String(n)}`,
    providerId: `33333333-0000-4000-8000-00000000000${String(n)}`,
    providerName: `Charity ${String(n)}`,
    needs: [need as 'loneliness'],
  })),
};

function hashOf(year: readonly MadeUpLife[]): string {
  return createHash('sha256').update(JSON.stringify(year)).digest('hex');
}

describe("the made-up scheme's year", () => {
  const year = schemeYear(SEED, UNTIL, STAGE);

  it('is the same for the same seed, and another one for another', () => {
    expect(hashOf(schemeYear(SEED, UNTIL, STAGE))).toBe(hashOf(year));
    expect(hashOf(schemeYear(SEED + 1, UNTIL, STAGE))).not.toBe(hashOf(year));
  });

  it('tells of 400 people who do not exist, each once', () => {
    const people = year.map(({ life }) => life.case.person);
    expect(people).toHaveLength(PEOPLE);
    expect(new Set(people.map((person) => person?.personId)).size).toBe(PEOPLE);
    for (const person of people) {
      expect(person?.nhsNumber).toMatch(/^999\d{7}$/);
      expect(person?.phone).toMatch(/^07700 900\d{3}$/);
      expect(person?.postcode).toMatch(/^NQ/);
    }
  });

  it.each<[what: string, least: number, most: number, counts: (made: MadeUpLife) => boolean]>([
    ['were never reached', 0.08, 0.15, closedAs('not-reached')],
    ['did not want it', 0.05, 0.12, closedAs('declined')],
    ['were withdrawn by their practice', 0.01, 0.05, closedAs('withdrawn')],
    ['ended before their time', 0.06, 0.18, closedAs('ended')],
    ['were supported to the end', 0.35, 0.55, closedAs('completed')],
    ['spoke to a link worker once', 0.1, 0.3, ({ life }) => life.contacts.filter(({ outcome }) => outcome === 'kept').length === 1],
    ['agreed a plan', 0.4, 0.65, ({ life }) => life.plans.length > 0],
    ['found something that lasts', 0.12, 0.3, ({ life }) => life.connections.some(({ state }) => state === 'sustained')],
    [
      'were refused by a service',
      0.08,
      0.2,
      ({ life }) => life.connections.some(({ state }) => state === 'declined' || state === 'not-available'),
    ],
    ['stopped after they began', 0.05, 0.15, ({ life }) => life.connections.some(({ state }) => state === 'stopped')],
    ['answered at both ends', 0.15, 0.35, ({ life }) => life.measurements.length === 2],
    ['wait for a link worker', 0.005, 0.05, ({ life }) => life.case.status === 'unallocated'],
    ['are being supported', 0.1, 0.3, ({ life }) => life.case.status !== 'closed'],
    [
      'are in limbo',
      0.03,
      0.15,
      ({ life: { case: found } }) => isPast(found.overdueAt) || isPast(found.notContactedAt) || isPast(found.providerLateAt),
    ],
  ])('loses people on the way as schemes do: so many %s', (_what, least, most, counts) => {
    const share = year.filter(counts).length / PEOPLE;
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it('lies in the past, all of it, and in order', () => {
    for (const { life } of year) {
      const times = life.told.map(({ at }) => at.getTime());
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(Math.max(...times)).toBeLessThan(UNTIL.getTime());
      expect(UNTIL.getTime() - Math.min(...times)).toBeLessThan(370 * 86_400_000);
    }
  });
});

function closedAs(reason: string): (made: MadeUpLife) => boolean {
  return ({ life }) => life.case.closureReason === reason;
}

function isPast(at: Date | null): boolean {
  return at !== null && at <= UNTIL;
}
