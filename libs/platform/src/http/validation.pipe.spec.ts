import type { ArgumentMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { InvalidRequestError, type DomainError } from '#libs/contracts';
import { Nullable } from './fields';
import { validationPipe } from './validation.pipe';

class Step {
  @IsString() @MaxLength(20) what!: string;
  @IsOptional() @IsInt() times?: number;
}

class Plan {
  @IsString() @MaxLength(20) title!: string;
  @IsOptional() @IsIn(['a', 'b']) kind: string = 'a';
  @IsOptional() @Nullable() @IsString() @MaxLength(20) tier?: string | null;
  @IsOptional() @IsArray() @ArrayUnique() @ArrayMaxSize(3) @IsString({ each: true }) needs?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => Step) steps?: Step[];
  @IsOptional() @ValidateNested() @Type(() => Step) first?: Step;
}

// Microseconds of processor time. Work that grows with the square of 300,000 takes over a minute, this some hundred milliseconds.
const LINEAR = 10_000_000;

const pipe = validationPipe();
const read = (body: unknown, type: ArgumentMetadata['type'] = 'body'): Promise<unknown> =>
  pipe.transform(body, { type, metatype: Plan }) as Promise<unknown>;
const refusal = (body: unknown): Promise<DomainError> =>
  read(body).then(
    () => fail('It was taken'),
    (error: unknown) => error as DomainError,
  );
const problems = async (body: unknown): Promise<string[]> =>
  (await refusal(body)).problems.map(({ pointer, code }) => `${pointer} ${code}`);

function fail(message: string): never {
  throw new Error(message);
}

describe('What comes with a request', () => {
  it('has null in an optional field taken as if the field were not there', async () => {
    expect(await read({ title: 'x', kind: null, needs: null, first: null, steps: [{ what: 'y', times: null }] })).toEqual({
      title: 'x',
      kind: 'a',
      steps: [{ what: 'y' }],
    });
  });

  it('keeps null in a field where it is a value of its own', async () => {
    expect(await read({ title: 'x', tier: null })).toMatchObject({ tier: null });
  });

  it('is refused when null stands in a field that is needed', async () => {
    expect(await problems({ title: null })).toContain('/title is-string');
  });

  it('names every unknown field, at any depth, beside the other problems', async () => {
    const wrong = { title: 7, 'a/b~c': 1, first: { what: 'x', why: 1 }, steps: [{ what: 'x' }, { what: 'x', who: 1 }] };
    expect(await problems(wrong)).toEqual([
      '/a~1b~0c unknown-field',
      '/first/why unknown-field',
      '/steps/1/who unknown-field',
      '/title max-length',
      '/title is-string',
    ]);
  });

  it.each(['toString', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf', '__defineGetter__'])(
    'has %s refused by name like any other unknown field',
    async (name) => {
      expect(await problems(JSON.parse(`{"title":"x","${name}":1}`))).toEqual([`/${name} unknown-field`]);
      expect(await problems(JSON.parse(`{"title":"x","first":{"what":"y","${name}":{}}}`))).toEqual([`/first/${name} unknown-field`]);
    },
  );

  it('lists 100 problems and counts the rest, in time that grows with their number only, for 300,000 unknown fields', async () => {
    const many = Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`field${String(index)}`, index]));
    const before = process.cpuUsage();
    const error = await refusal({ title: 'x', ...many });
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error.problems).toHaveLength(100);
    expect(error.message).toContain('299900');
    expect(process.cpuUsage(before).user).toBeLessThan(LINEAR);
  });

  it('is told of one list that is too long, in no more time than it takes to read it', async () => {
    const needs = Array.from({ length: 300_000 }, (_, index) => `n${String(index)}`);
    const before = process.cpuUsage();
    expect(await problems({ title: 'x', needs })).toEqual(['/needs array-max-size']);
    const steps = Array.from({ length: 300_000 }, () => ({ what: 1, why: 2 }));
    expect((await refusal({ title: 'x', steps })).problems).toHaveLength(100);
    expect(process.cpuUsage(before).user).toBeLessThan(LINEAR);
  });

  it('never has its values repeated, and a very long name only in part', async () => {
    const error = await refusal({
      title: ['Amara'],
      kind: 'Amara',
      needs: 'Amara',
      first: 'Amara',
      steps: ['Amara'],
      ['x'.repeat(5000)]: 'Amara',
    });
    const told = JSON.stringify(error.problems) + error.message;
    expect(told).not.toContain('Amara');
    expect(told.length).toBeLessThan(2000);
  });

  it.each([[[]], ['text'], [7], [true]])('is refused when it is no object: %j', async (body) => {
    expect(await problems(body)).toEqual([' is-object']);
  });

  it('is refused when a list stands where one object is expected, and one object where a list is', async () => {
    expect(await problems({ title: 'x', first: [] })).toEqual(['/first is-object']);
    expect(await problems({ title: 'x', first: [{ what: 'y' }] })).toEqual(['/first is-object']);
    expect(await problems({ title: 'x', steps: { what: 'y' } })).toContain('/steps is-array');
  });

  it('is empty when there is none', async () => {
    expect(await problems(undefined)).toEqual(await problems({}));
  });
});
