import { HealthRegistry } from './health-registry';

describe('the health of a process', () => {
  it('is looked at once for all who ask at the same moment, so that asking it often keeps no database busy', async () => {
    const health = new HealthRegistry();
    const answers: (() => void)[] = [];
    const probe = () => new Promise<string>((resolve) => answers.push(() => resolve('reachable')));
    health.add({ name: 'database', kind: 'ready', probe });
    const asked = Array.from({ length: 100 }, () => health.run('ready'));
    expect(answers).toHaveLength(1);
    answers[0]?.();
    expect(await Promise.all(asked)).toEqual(asked.map(() => [{ name: 'database', ok: true, detail: 'reachable' }]));
    void health.run('ready');
    expect(answers).toHaveLength(2);
  });
});
