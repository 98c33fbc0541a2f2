import { InvalidRequestError } from '#libs/contracts';
import { readPairs } from './text-check';

export const FORM = 'application/x-www-form-urlencoded';

/** The fields of a form; throws `InvalidRequestError` with a pointer to each that is no text or was sent twice. */
export function formOf(text: string): Record<string, string> {
  const { values, problems } = readPairs(text, { isForm: true });
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return values;
}
