/** What Windows-1252 has beside Latin-1: the letters that a PDF's own fonts can show. */
const EXTRA = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Letters whose plain form Unicode does not know. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŧ: 't',
  Ŧ: 'T',
  '−': '-',
  '‐': '-',
  '‑': '-',
};

/**
 * A text in letters that every PDF reader can show: accents that are not among them are left off (ŵ becomes w), pictures
 * too. Undefined when a letter has no such form: better no document than one that cannot be read.
 */
export function latinOf(text: string): string | undefined {
  let latin = '';
  for (const character of text.normalize('NFC')) {
    const shown = shownAs(character);
    if (shown === undefined) return undefined;
    latin += shown;
  }
  return latin;
}

function shownAs(character: string): string | undefined {
  if (isShown(character)) return character;
  if (/[\s\p{Zs}]/u.test(character)) return ' ';
  if (/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cf}\p{Cc}\uFE0F\u20E3]/u.test(character)) return '';
  const plain = PLAIN[character] ?? character.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain !== '' && Array.from(plain).every(isShown) ? plain : undefined;
}

function isShown(character: string): boolean {
  return character === '\n' || /^[\u0020-\u007E\u00A0-\u00FF]$/.test(character) || EXTRA.has(character);
}
