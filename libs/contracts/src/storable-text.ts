/** Half of a surrogate pair without its other half. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Whether PostgreSQL can store the text, in whatever column: well-formed Unicode without NUL. JSON can carry both faults as escapes, so a
 * text that was read without an error may still have them.
 */
export const isStorableText = (text: string): boolean => !text.includes('\0') && !LONE_SURROGATE.test(text);

/** JSON pointer of the first text in the value, member names included, that cannot be stored; `undefined` where all can. */
export function unstorableTextIn(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string') return isStorableText(value) ? undefined : pointer;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    // The name itself is not repeated: it is what cannot be written down.
    if (!isStorableText(name)) return pointer;
    const found = unstorableTextIn(inner, `${pointer}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
