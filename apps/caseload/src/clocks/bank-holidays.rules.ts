/** A nation of the United Kingdom, as schemes name it. */
export type Nation = 'england' | 'wales' | 'scotland' | 'northern-ireland';

// Source: the bank holidays of gov.uk, with their substitute days; 2028 follows the same rules ahead of its publication.
const ENGLAND_AND_WALES = [
  ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25', '2025-12-26'],
  ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
  ...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26'],
];

const SCOTLAND = [
  ...['2025-01-01', '2025-01-02', '2025-04-18', '2025-05-05', '2025-05-26', '2025-08-04', '2025-12-01', '2025-12-25', '2025-12-26'],
  // 15 June 2026: proclaimed once, for the football World Cup.
  ...[
    '2026-01-01',
    '2026-01-02',
    '2026-04-03',
    '2026-05-04',
    '2026-05-25',
    '2026-06-15',
    '2026-08-03',
    '2026-11-30',
    '2026-12-25',
    '2026-12-28',
  ],
  ...['2027-01-01', '2027-01-04', '2027-03-26', '2027-05-03', '2027-05-31', '2027-08-02', '2027-11-30', '2027-12-27', '2027-12-28'],
  ...['2028-01-03', '2028-01-04', '2028-04-14', '2028-05-01', '2028-05-29', '2028-08-07', '2028-11-30', '2028-12-25', '2028-12-26'],
];

// England's, St Patrick's Day and the Battle of the Boyne.
const NORTHERN_IRELAND = [
  ...ENGLAND_AND_WALES,
  ...['2025-03-17', '2025-07-14', '2026-03-17', '2026-07-13', '2027-03-17', '2027-07-12', '2028-03-17', '2028-07-12'],
];

/** The last day that the table knows. Enter the year after it a year before that: a later day counts as a working day unless it is a weekend. */
export const BANK_HOLIDAYS_UNTIL = '2028-12-31';

/** Clocks reach so far ahead: from then on the table is too short. */
export const ENOUGH_DAYS_AHEAD = 365;

/** Bank holidays of each nation as ISO dates, 2025 to `BANK_HOLIDAYS_UNTIL`. */
export const BANK_HOLIDAYS: Readonly<Record<Nation, ReadonlySet<string>>> = {
  england: new Set(ENGLAND_AND_WALES),
  wales: new Set(ENGLAND_AND_WALES),
  scotland: new Set(SCOTLAND),
  'northern-ireland': new Set(NORTHERN_IRELAND),
};

/** For how many days from now the bank holidays are known; negative once the table has ended. */
export function bankHolidaysKnownForDays(now: Date): number {
  return Math.floor((Date.parse(`${BANK_HOLIDAYS_UNTIL}T23:59:59Z`) - now.getTime()) / 86_400_000);
}
