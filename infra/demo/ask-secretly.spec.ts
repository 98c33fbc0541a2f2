import { PassThrough } from 'node:stream';
import { askSecretly } from './ask-secretly';

describe('a question for a password', () => {
  let said = '';

  beforeEach(() => {
    said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => (said += String(text)) !== '');
  });
  afterEach(() => vi.restoreAllMocks());

  it('stands on the error stream and reads one line, which is not shown', async () => {
    const input = new PassThrough();
    const answer = askSecretly('Password: ', input);
    input.write('walk talk garden\n');

    expect(await answer).toBe('walk talk garden');
    expect(said).toBe('Password: \n');
  });

  it('is given up when nothing comes', async () => {
    const input = new PassThrough();
    const answer = askSecretly('Password: ', input);
    input.end();

    await expect(answer).rejects.toThrow('No password was given.');
  });
});
