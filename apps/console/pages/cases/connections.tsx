import { dayAndTime } from '../hub/dates';
import type { Connection } from '../hub/shapes';
import { CONNECTION_STATE, inWords } from '../hub/words';

export function Connections({ connections }: { connections: readonly Connection[] }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Connections</h2>
      {connections.length === 0 && <p>None yet.</p>}
      <ul className="nhsuk-list">
        {connections.map((connection) => (
          <li key={connection.id}>
            <strong>{connection.serviceName}</strong>
            {connection.providerName && ` (${connection.providerName})`}
            <br />
            {inWords(CONNECTION_STATE, connection.state)}
            {connection.reason && `, reason: ${connection.reason.replaceAll('-', ' ')}`}, {dayAndTime(connection.at)}
          </li>
        ))}
      </ul>
    </>
  );
}
