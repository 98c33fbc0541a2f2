import { Link } from 'react-router';
import { useRisks } from '../queries';
import { day } from '../../hub/dates';
import { CONCERN, inWords } from '../../hub/words';
import { Loaded } from '../../layout/loaded';
import { Warning } from '../../layout/warning';
import { useSession } from '../../session/session-provider';

export function RisksWarning({ caseId }: { caseId: string }) {
  const { may } = useSession();
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
                  {risk.signedOffAt !== null && (
                    <>
                      <br />
                      Signed off by {risk.signedOffBy ?? 'a clinician'} on {day(risk.signedOffAt)}
                    </>
                  )}
                  {!may('lift-risks') && risk.signedOffAt === null && (
                    <>
                      <br />A clinician can sign it off at{' '}
                      <span className="console-id">{`${location.origin}/cases/${caseId}/risks/${risk.id}`}</span>
                    </>
                  )}
                  {may('lift-risks') && risk.signedOffAt === null && (
                    <>
                      <br />
                      <Link to={`/cases/${caseId}/risks/${risk.id}`}>
                        {may('sign-off-risks') ? 'Sign off this risk' : 'Lift this risk'}
                        <span className="nhsuk-u-visually-hidden">: {inWords(CONCERN, risk.code)}</span>
                      </Link>
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
