import type { FieldProblem } from '#libs/contracts';

/** How much structure one JSON body may hold. What is absent is not limited. */
export interface JsonLimits {
  /** Objects and arrays within one another. */
  readonly depth: number;
  /** Values in the whole body: objects, arrays and plain ones. */
  readonly values?: number;
  /** Members of one object, or elements of one array. */
  readonly perPlace?: number;
  /** UTF-16 code units of one string or name. */
  readonly characters?: number;
}

/** Own JSON of the hub: far above what any operation takes, so that the operation's own limits give the answer. */
export const OWN_JSON: JsonLimits = { depth: 32, values: 20_000, perPlace: 1000, characters: 20_000 };

/** The most problems that one answer lists. */
export const LISTED_PROBLEMS = 100;

const LONGEST_NAME_IN_POINTER = 100;
export const NUL_REFUSED = 'NUL characters are not accepted.';
const ILL_FORMED = 'The text is cut within a character: half of a surrogate pair stands alone.';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

interface Place {
  /** Names so far; absent in an array. */
  readonly names?: Set<string>;
  /** The member or element that is being read. */
  at: string | number;
  count: number;
}

/** Thrown where going on would cost what the limits are to save. */
class Exceeded extends Error {}

/**
 * Looks through the text of a JSON body once, before it is parsed, for what `JSON.parse` lets pass and what stands behind the door cannot
 * keep: duplicate names (also spelled by escapes), NUL, lone surrogates, names of `Object.prototype`, and more structure than `limits` allow.
 * Takes time in proportion to the text. It does not check the grammar: of malformed JSON it may find nothing, which `JSON.parse` then refuses.
 */
export function scanJson(text: string, limits: JsonLimits): FieldProblem[] {
  return new JsonScan(text, limits).run();
}

class JsonScan {
  private readonly problems: FieldProblem[] = [];
  private readonly places: Place[] = [];
  private values = 0;
  /** Where the next backslash stands; behind the text when there is none. */
  private backslash = -1;

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {}

  run(): FieldProblem[] {
    try {
      this.scan();
    } catch (error) {
      if (!(error instanceof Exceeded)) throw error;
    }
    return this.problems;
  }

  private scan(): void {
    const { text } = this;
    let expectsName = false;
    for (let i = 0; i < text.length;) {
      switch (text.charCodeAt(i)) {
        case QUOTE: {
          const end = this.endOfString(i + 1);
          if (end < 0) return;
          if (expectsName) this.name(i + 1, end);
          else this.value();
          this.check(i + 1, end);
          i = end + 1;
          break;
        }
        case 0x7b: // {
        case 0x5b: // [
          this.value();
          this.enter(text.charCodeAt(i) === 0x7b);
          expectsName = text.charCodeAt(i) === 0x7b;
          i++;
          break;
        case 0x7d: // }
        case 0x5d: // ]
          this.places.pop();
          expectsName = false;
          i++;
          break;
        case 0x2c: // ,
          expectsName = this.next();
          i++;
          break;
        case 0x3a: // :
          expectsName = false;
          i++;
          break;
        case 0x20:
        case 0x0a:
        case 0x0d:
        case 0x09:
          i++;
          break;
        default:
          this.value();
          i = this.endOfLiteral(i);
      }
    }
  }

  private value(): void {
    this.values++;
    if (this.values > (this.limits.values ?? Infinity)) {
      this.exceeds('', 'too-many-values', `The body holds more than ${String(this.limits.values)} values.`);
    }
  }

  private enter(isObject: boolean): void {
    if (this.places.length >= this.limits.depth) {
      this.exceeds(this.pointer(), 'too-deep', `Objects and arrays stand more than ${String(this.limits.depth)} deep.`);
    }
    this.places.push(isObject ? { names: new Set(), at: '', count: 0 } : { at: 0, count: 1 });
  }

  /** A comma: the next element, or a name. */
  private next(): boolean {
    const place = this.places.at(-1);
    if (place === undefined || place.names) return place !== undefined;
    place.at = place.count;
    this.count(place, 'too-many-elements', 'elements');
    return false;
  }

  private name(from: number, to: number): void {
    const place = this.places.at(-1);
    const name = this.decoded(from, to);
    if (place?.names === undefined || name === undefined) return;
    place.at = name;
    this.count(place, 'too-many-members', 'members');
    if (place.names.has(name)) this.add('duplicate-name', 'This name stands twice in one object.');
    // What every object answers to is no field of ours, and would be mistaken for what the object inherits.
    else if (name in Object.prototype) this.add('unknown-field', 'This field is not known here.');
    place.names.add(name);
  }

  private count(place: Place, code: string, what: string): void {
    place.count++;
    const { perPlace = Infinity } = this.limits;
    if (place.count <= perPlace) return;
    this.exceeds(this.pointer(1), code, `More than ${String(perPlace)} ${what} stand in one place.`);
  }

  private check(from: number, to: number): void {
    const fault = this.faultIn(from, to);
    if (fault === 'too-long') this.add(fault, `The text is longer than ${String(this.limits.characters)} characters.`);
    else if (fault) this.add(fault, fault === 'nul' ? NUL_REFUSED : ILL_FORMED);
  }

  /** The closing quote of the string that begins at `from`; −1 when there is none. Leaves `backslash` before it where the string has escapes. */
  private endOfString(from: number): number {
    const { text } = this;
    if (this.backslash < from) this.backslash = this.nextBackslash(from);
    let end = text.indexOf('"', from);
    if (end < 0 || this.backslash > end) return end;
    for (end = this.backslash; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === QUOTE) return end;
      if (code === BACKSLASH) end++;
    }
    return -1;
  }

  private nextBackslash(from: number): number {
    const found = this.text.indexOf('\\', from);
    return found < 0 ? this.text.length : found;
  }

  /** Text of well-formed UTF-8 has NUL and lone surrogates by escapes only. */
  private faultIn(from: number, to: number): 'ill-formed' | 'nul' | 'too-long' | undefined {
    const { characters = Infinity } = this.limits;
    let length = to - from;
    // Where the second half of a pair must stand.
    let lowAt = -1;
    for (let i = this.backslash; i >= 0 && i < to; i = this.text.indexOf('\\', i)) {
      const kind = this.escapeAt(i);
      if (lowAt < 0 ? kind === 'low' : kind !== 'low' || lowAt !== i) return 'ill-formed';
      if (kind === 'nul') return 'nul';
      const next = i + (kind === 'short' ? 2 : 6);
      lowAt = kind === 'high' ? next : -1;
      length -= next - i - 1;
      i = next;
    }
    if (lowAt >= 0) return 'ill-formed';
    return length > characters ? 'too-long' : undefined;
  }

  /** What kind of escape begins here, by its first digits: half of a surrogate pair is D8 to DB, or DC to DF. */
  private escapeAt(i: number): 'short' | 'nul' | 'high' | 'low' | 'other' {
    const { text } = this;
    if (text.charCodeAt(i + 1) !== 0x75) return 'short';
    const first = text.charCodeAt(i + 2);
    if (first === 0x30) return text.startsWith('0000', i + 2) ? 'nul' : 'other';
    if (first !== 0x64 && first !== 0x44) return 'other';
    // 8, 9, a, b stand before c to f, and after 0 to 7, also without regard to case.
    const second = text.charCodeAt(i + 3) | 0x20;
    if (second < 0x38) return 'other';
    return second < 0x63 ? 'high' : 'low';
  }

  /** A name as the parser reads it; undefined when its escapes are malformed. */
  private decoded(from: number, to: number): string | undefined {
    const raw = this.text.slice(from, to);
    if (this.backslash > to) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      return undefined;
    }
  }

  private endOfLiteral(from: number): number {
    for (let i = from + 1; i < this.text.length; i++) {
      const code = this.text.charCodeAt(i);
      // , ] } and white space
      if (code === 0x2c || code === 0x5d || code === 0x7d || code <= 0x20) return i;
    }
    return this.text.length;
  }

  private add(code: string, detail: string): void {
    this.problems.push({ pointer: this.pointer(), code, detail });
    if (this.problems.length >= LISTED_PROBLEMS) throw new Exceeded();
  }

  private exceeds(pointer: string, code: string, detail: string): never {
    this.problems.push({ pointer, code, detail });
    throw new Exceeded();
  }

  /** Of the value being read, or of the object or array that is `up` levels above it. */
  private pointer(up = 0): string {
    const path = this.places.slice(0, this.places.length - up);
    return path.map(({ at }) => `/${pointerToken(String(at))}`).join('');
  }
}

/** A name as part of a JSON pointer (RFC 6901); a very long one is cut, for an answer must stay short. */
export function pointerToken(name: string): string {
  const whole = name.length <= LONGEST_NAME_IN_POINTER ? name : `${name.slice(0, LONGEST_NAME_IN_POINTER)}…`;
  return whole
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');
}
