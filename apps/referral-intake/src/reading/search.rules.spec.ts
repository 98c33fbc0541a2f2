import { InvalidRequestError } from '#libs/contracts';
import { readSearch } from './search.rules';

describe('a search at the FHIR door', () => {
  const KNOWN = ['_id', 'based-on'];

  it('is by one parameter, of a reference by the id that it ends with', () => {
    expect(readSearch({ _id: '7' }, KNOWN)).toEqual({ name: '_id', value: '7' });
    expect(readSearch({ 'based-on': 'ServiceRequest/7', _format: 'json' }, KNOWN)).toEqual({ name: 'based-on', value: '7' });
    expect(readSearch({ 'based-on': 'https://hub.example.org/fhir/R4/ServiceRequest/7' }, KNOWN)?.value).toBe('7');
  });

  it('is of all there is where nothing is asked, unless something must be', () => {
    expect(readSearch({}, KNOWN)).toBeUndefined();
    expect(() => readSearch({}, KNOWN, { required: true })).toThrow(InvalidRequestError);
  });

  it.each([
    ['a parameter that the door does not know', { _id: '7', colour: 'red' }],
    ['two at once', { _id: '7', 'based-on': '8' }],
    ['one twice', { _id: ['7', '8'] }],
  ])('is refused with %s', (_what, query) => {
    expect(() => readSearch(query, KNOWN)).toThrow(InvalidRequestError);
  });
});
