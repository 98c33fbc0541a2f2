import { NotFoundError } from '#libs/contracts';

/** The version that an address names. What is no number is no version. */
export function versionOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new NotFoundError('plan');
  return Number(text);
}
