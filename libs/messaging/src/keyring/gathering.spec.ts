import { Gathering } from './gathering';

describe('Gathered questions', () => {
  it('are few queries when many ask at once, each with its own answer', async () => {
    const asked: string[][] = [];
    const gathering = new Gathering<string, string>((keys) => {
      asked.push([...keys]);
      return Promise.resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
    });
    const first = gathering.ask(['a']);
    const others = ['b', 'c', 'b'].map((key) => gathering.ask([key]));
    expect((await first).get('a')).toBe('A');
    expect((await others[1])?.get('c')).toBe('C');
    const later = await gathering.ask(['d']);
    expect(later.get('d')).toBe('D');
    expect(asked).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('fail for those who asked when the query fails, and go on for the next', async () => {
    let fails = true;
    const gathering = new Gathering<string, string>((keys) =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, key]))),
    );
    await expect(gathering.ask(['a'])).rejects.toThrow('away');
    fails = false;
    expect((await gathering.ask(['a'])).get('a')).toBe('a');
  });
});
