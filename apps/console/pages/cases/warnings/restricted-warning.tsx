import { useAvoidSettings, useNeeds } from '../queries';
import { inWords, NEED, SERVICE_SETTING } from '../../hub/words';
import { Loaded } from '../../layout/loaded';
import { Warning } from '../../layout/warning';

/** Sensitive needs and settings to avoid, for those who may read them: to everybody else the service shows neither. */
export function RestrictedWarning({ caseId }: { caseId: string }) {
  const needs = useNeeds(caseId);
  const settings = useAvoidSettings(caseId);
  return (
    <Loaded query={needs}>
      {({ items: all }) => (
        <Loaded query={settings}>
          {({ items: avoided }) => {
            const sensitive = all.filter((need) => need.sensitive && need.status === 'open');
            if (sensitive.length + avoided.length === 0) return null;
            return (
              <Warning kind="urgent" title="Restricted: only you and those who are named may know">
                <ul className="nhsuk-list">
                  {sensitive.map(({ id, code, note }) => (
                    <Item key={id} what="Sensitive need" text={inWords(NEED, code)} note={note} />
                  ))}
                  {avoided.map(({ id, setting, note }) => (
                    <Item key={id} what="To avoid" text={inWords(SERVICE_SETTING, setting)} note={note} />
                  ))}
                </ul>
              </Warning>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function Item({ what, text, note }: { what: string; text: string; note: string | null }) {
  return (
    <li>
      <strong>
        {what}: {text}
      </strong>
      {note !== null && (
        <>
          <br />
          {note}
        </>
      )}
    </li>
  );
}
