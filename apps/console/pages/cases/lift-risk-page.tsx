import { useNavigate, useParams } from 'react-router';
import { ActPage, textOf } from '../forms/act-page';
import { TextArea } from '../forms/fields';
import { CONCERN, inWords } from '../hub/words';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { useSession } from '../session/session-provider';
import { useLiftRisk, useRisks } from './queries';

/** A clinician signs a risk off; a supervisor lifts it and says why. The worker of the case does neither: caseload refuses it (CL-23). */
export function LiftRiskPage() {
  const { id = '', riskId = '' } = useParams();
  const { may } = useSession();
  const query = useRisks(id);
  const lift = useLiftRisk();
  const navigate = useNavigate();
  const signsOff = may('sign-off-risks');
  const title = signsOff ? 'Sign off a risk' : 'Lift a risk';
  const back = may('see-cases') ? { to: `/cases/${id}`, text: 'Back to the case' } : { to: '/crises', text: 'Crises' };
  const about = [query.data?.name, query.data?.reference].filter(Boolean).join(', ') || undefined;
  const risk = query.data?.items.find((each) => each.id === riskId && each.active);
  if (!risk)
    return (
      <Page title={title} caption={about} back={back}>
        <Loaded query={query}>{() => <p>This risk is not active any more.</p>}</Loaded>
      </Page>
    );
  return (
    <ActPage
      title={`${title}: ${inWords(CONCERN, risk.code).toLowerCase()}`}
      caption={about}
      back={back}
      button={signsOff ? 'Sign off' : 'Lift the risk'}
      required={signsOff ? {} : { note: 'Say why the risk is over' }}
      act={async (form) => {
        await lift(id, risk, signsOff ? undefined : textOf(form.get('note')));
        const done = signsOff ? 'You have signed off the risk' : 'The risk has been lifted';
        await navigate(back.to, { state: { done } });
      }}
    >
      {risk.note !== null && <p>{risk.note}</p>}
      {signsOff ? (
        <p>You confirm as a clinician that the care this risk needs is in place. The case can then be closed.</p>
      ) : (
        <TextArea name="note" label="Why is the risk over?" hint="Your reason stays on the case." />
      )}
    </ActPage>
  );
}
