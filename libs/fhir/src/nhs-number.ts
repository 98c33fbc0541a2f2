const TEN_DIGITS = /^\d{10}$/;

/** Ten digits whose last is the modulus 11 check digit (NHS Data Dictionary, NHS NUMBER). */
export function isNhsNumber(value: string): boolean {
  if (!TEN_DIGITS.test(value)) return false;
  let sum = 0;
  for (let position = 0; position < 9; position += 1) sum += Number(value[position]) * (10 - position);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(value[9]);
}
