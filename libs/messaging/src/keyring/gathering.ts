/** Gathers what is asked for while a query runs, and asks for all of it with the next: many callers become few queries. */
export class Gathering<Key, Answer> {
  private next: { readonly keys: Set<Key>; readonly answer: Promise<ReadonlyMap<Key, Answer>> } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly query: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Answer>>) {}

  /** What is known of these keys, and of others that were asked for at the same time. */
  ask(keys: Iterable<Key>): Promise<ReadonlyMap<Key, Answer>> {
    this.next ??= this.following();
    for (const key of keys) this.next.keys.add(key);
    return this.next.answer;
  }

  private following(): NonNullable<typeof this.next> {
    const keys = new Set<Key>();
    const answer = this.last.then(() => {
      this.next = undefined;
      return this.query([...keys]);
    });
    this.last = answer.catch(() => undefined);
    return { keys, answer };
  }
}
