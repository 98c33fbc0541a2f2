const TEN_DIGITS = /^\d{10}$/;
const ONE_DIGIT_REPEATED = /^(\d)\1{9}$/;
const CHI_NUMBER = /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{6}$/;
/** 320 000 0010 to 399 999 9999 (NHS Data Dictionary, HEALTH AND CARE NUMBER). */
const HEALTH_AND_CARE_NUMBER = /^3[2-9]\d{8}$/;
const TEST_RANGE = /^999/;

/** Ten digits whose last is the modulus 11 check digit (NHS Data Dictionary, NHS NUMBER); one digit ten times stands for no number. */
export function isNhsNumber(value: string): boolean {
  return hasCheckDigit(value) && !ONE_DIGIT_REPEATED.test(value);
}

/** A number of the range that is never given to anybody: made up for tests and examples, so the same one twice says nothing. */
export const isTestNhsNumber = (value: string): boolean => TEST_RANGE.test(value);

/** Scotland's number: a day of birth, four more digits, the last the modulus 11 check digit. */
export function isChiNumber(value: string): boolean {
  return (
    hasCheckDigit(value) && CHI_NUMBER.test(value) && isDay(Number(value.slice(0, 2)), Number(value.slice(2, 4)), Number(value.slice(4, 6)))
  );
}

/** Northern Ireland's number: of its own range, with the modulus 11 check digit. */
export function isHealthAndCareNumber(value: string): boolean {
  return hasCheckDigit(value) && HEALTH_AND_CARE_NUMBER.test(value) && !ONE_DIGIT_REPEATED.test(value);
}

function hasCheckDigit(value: string): boolean {
  if (!TEN_DIGITS.test(value)) return false;
  let sum = 0;
  for (let position = 0; position < 9; position += 1) sum += Number(value[position]) * (10 - position);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(value[9]);
}

/** Whether the day exists in some century: two digits of a year do not say which. */
function isDay(day: number, month: number, year: number): boolean {
  return [1900 + year, 2000 + year].some((full) => new Date(Date.UTC(full, month - 1, day)).getUTCDate() === day);
}
