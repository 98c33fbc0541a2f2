import { BANK_HOLIDAYS, BANK_HOLIDAYS_UNTIL, bankHolidaysKnownForDays, ENOUGH_DAYS_AHEAD, type Nation } from './bank-holidays.rules';
import { allocateBy, contactBy, respondBy } from './service-levels.rules';
import { endOfWorkingDay, isWorkingDay } from './working-days.rules';

const CLOCKS = { nation: 'england', allocateWithin: 2, contactWithin: 5, respondWithin: 10 } as const;

// Typed from gov.uk/bank-holidays, with every substitute day; 2028 by the same rules.
const PUBLISHED: Readonly<Record<string, readonly [year: number, days: string][]>> = {
  'England and Wales': [
    [2025, '1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec'],
    [2026, '1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec'],
    [2027, '1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec'],
    [2028, '3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec'],
  ],
  Scotland: [
    [2025, '1 Jan, 2 Jan, 18 Apr, 5 May, 26 May, 4 Aug, 1 Dec, 25 Dec, 26 Dec'],
    [2026, '1 Jan, 2 Jan, 3 Apr, 4 May, 25 May, 15 Jun, 3 Aug, 30 Nov, 25 Dec, 28 Dec'],
    [2027, '1 Jan, 4 Jan, 26 Mar, 3 May, 31 May, 2 Aug, 30 Nov, 27 Dec, 28 Dec'],
    [2028, '3 Jan, 4 Jan, 14 Apr, 1 May, 29 May, 7 Aug, 30 Nov, 25 Dec, 26 Dec'],
  ],
  'Northern Ireland': [
    [2025, '1 Jan, 17 Mar, 18 Apr, 21 Apr, 5 May, 26 May, 14 Jul, 25 Aug, 25 Dec, 26 Dec'],
    [2026, '1 Jan, 17 Mar, 3 Apr, 6 Apr, 4 May, 25 May, 13 Jul, 31 Aug, 25 Dec, 28 Dec'],
    [2027, '1 Jan, 17 Mar, 26 Mar, 29 Mar, 3 May, 31 May, 12 Jul, 30 Aug, 27 Dec, 28 Dec'],
    [2028, '3 Jan, 17 Mar, 14 Apr, 17 Apr, 1 May, 29 May, 12 Jul, 28 Aug, 25 Dec, 26 Dec'],
  ],
};
const NATIONS = [
  ['england', 'England and Wales'],
  ['wales', 'England and Wales'],
  ['scotland', 'Scotland'],
  ['northern-ireland', 'Northern Ireland'],
] as const;

describe('bank holidays', () => {
  it.each(NATIONS.flatMap(([nation, list]) => (PUBLISHED[list] ?? []).map(([year, days]) => ({ nation, year, days }))))(
    'are those that gov.uk publishes: $nation in $year',
    ({ nation, year, days }) => {
      const listed = [...BANK_HOLIDAYS[nation]].filter((date) => date.startsWith(String(year))).sort();
      expect(listed.map(inWords).join(', ')).toBe(days);
    },
  );

  it('are known until the end of the last year of the table, in every nation', () => {
    expect(BANK_HOLIDAYS_UNTIL).toBe('2028-12-31');
    for (const [nation, list] of NATIONS) {
      const years = [...new Set([...BANK_HOLIDAYS[nation]].map((date) => Number(date.slice(0, 4))))].sort();
      expect(years).toEqual((PUBLISHED[list] ?? []).map(([year]) => year));
    }
  });

  it('are known for a year from today: when this fails, enter the next year from gov.uk/bank-holidays', () => {
    expect(bankHolidaysKnownForDays(new Date())).toBeGreaterThanOrEqual(ENOUGH_DAYS_AHEAD);
  });

  it('are too few from a year before their end on', () => {
    expect(bankHolidaysKnownForDays(new Date('2027-12-31T12:00:00Z'))).toBe(366);
    expect(bankHolidaysKnownForDays(new Date('2028-01-01T12:00:00Z'))).toBe(365);
    expect(bankHolidaysKnownForDays(new Date('2028-01-02T12:00:00Z'))).toBe(364);
    expect(bankHolidaysKnownForDays(new Date('2029-01-02T12:00:00Z'))).toBe(-2);
  });

  it.each(['england', 'wales', 'scotland', 'northern-ireland'] as const)(
    'never fall on a weekend when a substitute day is due: %s',
    (nation) => {
      for (const date of BANK_HOLIDAYS[nation]) expect([0, 6]).not.toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
    },
  );

  it.each([2025, 2026, 2027, 2028])('hold Good Friday, Easter Monday and the Mondays of May and August when computed for %i', (year) => {
    const easter = easterSunday(year);
    for (const nation of ['england', 'wales', 'scotland', 'northern-ireland'] as Nation[]) {
      const expected = [shifted(easter, -2), firstMonday(year, 5), lastMonday(year, 5)];
      if (nation === 'scotland') expected.push(firstMonday(year, 8));
      else expected.push(shifted(easter, 1), lastMonday(year, 8));
      for (const date of expected)
        expect({ nation, date, listed: BANK_HOLIDAYS[nation].has(date) }).toEqual({ nation, date, listed: true });
    }
  });

  it('differ when the nation differs', () => {
    expect(isWorkingDay('2026-04-06', 'england')).toBe(false);
    expect(isWorkingDay('2026-04-06', 'scotland')).toBe(true);
    expect(isWorkingDay('2026-03-17', 'northern-ireland')).toBe(false);
    expect(isWorkingDay('2026-03-17', 'wales')).toBe(true);
    expect([8, 8, 9, 10]).toEqual(
      (['england', 'wales', 'scotland', 'northern-ireland'] as const).map(
        (nation) => [...BANK_HOLIDAYS[nation]].filter((date) => date.startsWith('2027')).length,
      ),
    );
  });
});

describe('the end of a working day', () => {
  it.each([
    ['a Monday, two days on', '2026-11-23T09:00:00Z', 2, 'england', '2026-11-25T17:00:00.000Z'],
    ['a Sunday counts from Monday', '2026-11-22T09:00:00Z', 2, 'england', '2026-11-24T17:00:00.000Z'],
    ['a Friday passes over the weekend', '2026-11-27T09:00:00Z', 1, 'england', '2026-11-30T17:00:00.000Z'],
    ["Scotland keeps St Andrew's Day", '2026-11-27T09:00:00Z', 1, 'scotland', '2026-12-01T17:00:00.000Z'],
    ['Christmas', '2026-12-24T09:00:00Z', 1, 'wales', '2026-12-29T17:00:00.000Z'],
    ['closing time is local in summer', '2026-07-01T09:00:00Z', 1, 'england', '2026-07-02T16:00:00.000Z'],
    ['the day is the local one, also just before midnight UTC', '2026-07-01T23:30:00Z', 1, 'england', '2026-07-03T16:00:00.000Z'],
    ['the night the clocks go back', '2026-10-23T09:00:00Z', 1, 'england', '2026-10-26T17:00:00.000Z'],
  ] as const)('is right when it is %s', (_what, from, days, nation, end) => {
    expect(endOfWorkingDay(new Date(from), days, nation).toISOString()).toBe(end);
  });
});

describe('the clocks of a scheme', () => {
  it('start at the referral when it is allocated late: a slow allocation buys no time for first contact (CL-12)', () => {
    const receivedAt = new Date('2026-11-23T09:00:00Z');
    expect(allocateBy(receivedAt, CLOCKS).toISOString()).toBe('2026-11-25T17:00:00.000Z');
    expect(contactBy(receivedAt, CLOCKS).toISOString()).toBe('2026-11-30T17:00:00.000Z');
  });

  it('give each scheme its own target when its service levels say so (CL-12)', () => {
    const receivedAt = new Date('2026-11-23T09:00:00Z');
    expect(contactBy(receivedAt, { ...CLOCKS, contactWithin: 1 }).toISOString()).toBe('2026-11-24T17:00:00.000Z');
  });

  it('give the provider its working days when a connection is requested', () => {
    expect(respondBy(new Date('2026-12-21T09:00:00Z'), CLOCKS).toISOString()).toBe('2027-01-07T17:00:00.000Z');
  });
});

function inWords(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function shifted(date: Date, days: number): string {
  return iso(new Date(date.getTime() + days * 86_400_000));
}

function firstMonday(year: number, month: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1));
  return shifted(first, (8 - first.getUTCDay()) % 7);
}

function lastMonday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return shifted(last, -((last.getUTCDay() + 6) % 7));
}

// The anonymous Gregorian computus.
function easterSunday(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return new Date(Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1));
}
