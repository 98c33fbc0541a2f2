import { DomainError, NotYetKnownError } from '#libs/contracts';
import { verdictOn, type Patience } from './verdict';

class RefusedError extends DomainError {
  readonly code = 'CASE.REFUSED';
  readonly status = 409;
}

const patience: Patience = {
  retryFirstMs: 1000,
  retryLongestMs: 60_000,
  retryAttempts: 10,
  unknownFirstMs: 100,
  unknownLongestMs: 10_000,
  unknownMaxAgeMs: 86_400_000,
};
const verdict = (error: unknown, attempts = 0, ageMs = 0) => verdictOn(error, { attempts, ageMs }, patience, 1);

describe('The verdict on a message that failed', () => {
  it('is dead at once, with the code, when the handler refuses', () => {
    expect(verdict(new RefusedError('no'))).toMatchObject({ state: 'dead', code: 'CASE.REFUSED', reason: 'no' });
  });

  it('is waiting, twice as long each time up to a limit, then dead by attempts, when nobody foresaw it', () => {
    const failure = new Error('disk full');
    expect([0, 1, 2, 9].map((attempts) => verdict(failure, attempts).afterMs)).toEqual([1000, 2000, 4000, 60_000]);
    expect(verdict(failure, 9).state).toBe('waiting');
    expect(verdict(failure, 10).state).toBe('dead');
  });

  it('is waiting shortly, and dead by age only, when another topic has not told yet', () => {
    const unknown = new NotYetKnownError('the case');
    expect(verdict(unknown, 0)).toMatchObject({ state: 'waiting', afterMs: 100, code: 'NOT_YET_KNOWN' });
    expect(verdict(unknown, 5000)).toMatchObject({ state: 'waiting', afterMs: 10_000 });
    expect(verdict(unknown, 3, 86_400_000).state).toBe('dead');
  });

  it('spreads retries over half the pause', () => {
    expect(verdictOn(new Error('x'), { attempts: 0, ageMs: 0 }, patience, 0).afterMs).toBe(500);
  });

  it('names the failure of PostgreSQL, and keeps names but no values of it', () => {
    const failure = Object.assign(new Error('invalid input for "Ada Okafor" in "case_person"'), { code: '22P02' });
    expect(verdict(failure)).toMatchObject({ code: 'POSTGRES.22P02', reason: 'invalid input for "…" in "case_person"' });
  });
});
