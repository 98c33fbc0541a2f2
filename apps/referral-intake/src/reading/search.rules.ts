import { InvalidRequestError } from '#libs/contracts';

export interface SearchParameter {
  readonly name: string;
  /** An id; of a reference, the id of what it names. */
  readonly value: string;
}

/**
 * The one parameter a search is made by. A reference may be `Type/id` or an absolute URL. Parameters the door does not
 * know are refused, since ignoring one would answer more than was asked for.
 */
export function readSearch(
  query: Readonly<Record<string, unknown>>,
  known: readonly string[],
  { required = false } = {},
): SearchParameter | undefined {
  const refuse = (detail: string): never => {
    throw new InvalidRequestError([{ pointer: '', code: 'invalid', detail }]);
  };
  const given = Object.entries(query).filter(([name]) => name !== '_format');
  const unknown = given.filter(([name]) => !known.includes(name)).map(([name]) => name.slice(0, 60));
  if (unknown.length > 0) return refuse(`Unknown search parameter ${unknown.join(', ')}; known are ${known.join(', ')}.`);
  if (given.length > 1) return refuse('Search by one parameter at a time.');
  const [first] = given;
  if (!first) return required ? refuse(`Search by one of ${known.join(', ')}.`) : undefined;
  const [name, value] = first;
  if (typeof value !== 'string') return refuse(`${name} is given more than once.`);
  return { name, value: value.slice(value.lastIndexOf('/') + 1) };
}
