import { Logger, type LoggerService } from '@nestjs/common';
import { BackgroundLoop } from './background-loop';

describe('BackgroundLoop', () => {
  let lines: string[];
  const loops: BackgroundLoop[] = [];
  beforeEach(() => {
    lines = [];
    const note = (level: string) => (message: unknown, context?: unknown) => lines.push(`${level} [${String(context)}] ${String(message)}`);
    const logger: LoggerService = {
      log: note('log'),
      error: (message, _stack, context) => note('error')(message, context),
      warn: note('warn'),
    };
    Logger.overrideLogger(logger);
  });
  afterEach(async () => {
    await Promise.all(loops.splice(0).map((loop) => loop.stop()));
    Logger.overrideLogger(['error', 'warn', 'log']);
  });

  /** A loop whose rounds fail as told until told otherwise; resolves after so many rounds more. */
  function looped(name: string, fails: () => Error | undefined): { rounds(more: number): Promise<void> } {
    let waiting: { left: number; done: () => void } | undefined;
    const loop = new BackgroundLoop(name, 1, async () => {
      if (waiting && --waiting.left === 0) waiting.done();
      const error = fails();
      if (error) throw error;
      return false;
    });
    loops.push(loop);
    loop.start();
    return { rounds: (more) => new Promise<void>((done) => (waiting = { left: more, done })) };
  }

  it('tells once that a round fails and once that it works again, however often it was tried', async () => {
    let error: Error | undefined = new Error('no luck');
    const loop = looped('counting', () => error);
    await loop.rounds(20);
    error = undefined;
    await loop.rounds(3);
    expect(lines).toEqual([
      expect.stringMatching(/^error \[.*counting.*\] no luck; tried again until it passes$/),
      expect.stringMatching(/^warn \[counting\] works again after \d+\.\d s and \d+ failed tries$/),
    ]);
  });

  it('tells once for all loops of the process that the database is away, and once when it is back for all', async () => {
    let away: Error | undefined = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const all = ['one', 'two', 'three'].map((name) => looped(name, () => away));
    await Promise.all(all.map((loop) => loop.rounds(10)));
    away = undefined;
    await Promise.all(all.map((loop) => loop.rounds(3)));
    expect(lines).toEqual([
      expect.stringMatching(/^error \[.*database.*\] connect ECONNREFUSED 127\.0\.0\.1:5432; tried again until it passes$/),
      expect.stringMatching(/^warn \[database\] works again after \d+\.\d s and \d+ failed tries$/),
    ]);
  });
});
