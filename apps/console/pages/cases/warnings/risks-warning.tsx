import { useRisks } from '../queries';
import { day } from '../../hub/dates';
import { CONCERN, inWords } from '../../hub/words';
import { Loaded } from '../../layout/loaded';
import { Warning } from '../../layout/warning';

export function RisksWarning({ caseId }: { caseId: string }) {
  return (
    <Loaded query={useRisks(caseId)}>
      {({ items }) => {
        const active = items.filter((risk) => risk.active);
        if (active.length === 0) return null;
        return (
          <Warning kind="urgent" title={active.length === 1 ? 'Active risk' : 'Active risks'}>
            <ul className="nhsuk-list">
              {active.map((risk) => (
                <li key={risk.id}>
                  <strong>{inWords(CONCERN, risk.code)}</strong>, since {day(risk.raisedAt)}
                  {risk.note !== null && (
                    <>
                      <br />
                      {risk.note}
                    </>
                  )}
                </li>
              ))}
            </ul>
          </Warning>
        );
      }}
    </Loaded>
  );
}
