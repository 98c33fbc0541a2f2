/** Crockford's base 32: no I, L, O or U, so that a reference survives being read out on the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHAPE = /^SP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** Bytes of chance that one reference needs: seven symbols of five bits each. */
export const REFERENCE_BYTES = 7;

/**
 * The check symbol: a sum mod 31 in which place n weighs n + 1. 31 is prime, so one wrong symbol is always seen,
 * but for 0 read as Z, and so are two neighbours changed about.
 */
function checkSymbol(symbols: string): string {
  let sum = 0;
  for (let place = 0; place < symbols.length; place += 1) sum += ALPHABET.indexOf(symbols.charAt(place)) * (place + 1);
  return ALPHABET.charAt(sum % 31);
}

/** `SP-4K7Q-9M2X`: what a referral is called when spoken or printed; the last character is a check. Takes seven random bytes. */
export function referralReference(randomBytes: Uint8Array): string {
  if (randomBytes.length < REFERENCE_BYTES) throw new RangeError(`A referral reference needs ${String(REFERENCE_BYTES)} random bytes`);
  let symbols = '';
  for (const byte of randomBytes.subarray(0, REFERENCE_BYTES)) symbols += ALPHABET.charAt(byte & 31);
  const complete = symbols + checkSymbol(symbols);
  return `SP-${complete.slice(0, 4)}-${complete.slice(4)}`;
}

/** Whether the text is a reference as printed and its check symbol is right. */
export function isReferralReference(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const symbols = text.slice(3).replace('-', '');
  return checkSymbol(symbols.slice(0, REFERENCE_BYTES)) === symbols.charAt(REFERENCE_BYTES);
}
