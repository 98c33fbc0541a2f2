import { localDateOf } from '../clocks/working-days.rules';

/** Whether somebody had not turned 16 at a moment. Who is born on 29 February turns 16 on 1 March where the year has no such day. `birthDate`: ISO, as far as it is known. */
export function isUnder16(birthDate: string | undefined, at: Date): boolean {
  const [, year, rest = ''] = /^(\d{4})(.*)$/.exec(birthDate ?? '') ?? [];
  return year !== undefined && localDateOf(at) < `${String(Number(year) + 16)}${rest}`;
}
