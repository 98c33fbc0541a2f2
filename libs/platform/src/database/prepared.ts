/** Statements that a process prepares; those beyond are made of varying text and not worth a name. */
const MOST_NAMES = 500;

const names = new Map<string, string>();

/** The statement as node-postgres prepares it once per connection, so that PostgreSQL parses it once. */
export function prepared(text: string, values: readonly unknown[]): { name?: string; text: string; values: unknown[] } {
  let name = names.get(text);
  if (name === undefined && names.size < MOST_NAMES) {
    name = `hub_${String(names.size)}`;
    names.set(text, name);
  }
  return { ...(name === undefined ? {} : { name }), text, values: [...values] };
}
