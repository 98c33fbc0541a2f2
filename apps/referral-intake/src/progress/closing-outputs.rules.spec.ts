import { closingOutputs } from './closing-outputs.rules';

describe('what the sender reads came of a case', () => {
  const connection = { state: 'attending', everAttended: true, consentToShare: true, serviceName: 'Gardening' } as const;

  it('is each connection that the person attended, by name', () => {
    const [output, ...others] = closingOutputs([connection, { ...connection, everAttended: false, state: 'declined' }]);
    expect(others).toEqual([]);
    expect(output?.kind).toBe('activity');
    expect(JSON.stringify(output)).toContain('Gardening: ');
  });

  it('is without the name where the person does not want it shared', () => {
    const outputs = JSON.stringify(closingOutputs([{ ...connection, consentToShare: false }]));
    expect(outputs).toContain('A community service: ');
    expect(outputs).not.toContain('Gardening');
  });

  it('is nothing of a connection that nobody went to', () => {
    expect(closingOutputs([{ ...connection, everAttended: false }])).toEqual([]);
  });

  it.each(['suggested', 'agreed'] as const)('is nothing of a connection that no service was asked for: %s', (state) => {
    expect(closingOutputs([{ ...connection, state }])).toEqual([]);
  });
});
