import { CODE_SYSTEMS, connectionRow, type WorkOutput } from '#libs/fhir';
import type { Connection } from '../referrals/connection.entity';

/** What came of a case for its sender: one activity for each connection the person attended, named only where they consent. */
export function closingOutputs(
  connections: readonly Pick<Connection, 'state' | 'everAttended' | 'consentToShare' | 'serviceName'>[],
): WorkOutput[] {
  return connections.flatMap((connection) => {
    const row = connectionRow(connection.state, connection.everAttended);
    if (!connection.everAttended || !row) return [];
    const name = connection.consentToShare ? connection.serviceName : 'A community service';
    return [
      {
        kind: 'activity',
        concept: {
          coding: [{ system: CODE_SYSTEMS.connectionProgress, code: row.progress, display: row.text }],
          text: `${name}: ${row.text.toLowerCase()}`,
        },
      },
    ];
  });
}
