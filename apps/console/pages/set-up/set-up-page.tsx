import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { ActPage, textOf } from '../forms/act-page';
import { SelectField, TextField } from '../forms/fields';
import { useHub } from '../hub/hub-provider';
import { Problem } from '../hub/problem';
import { useSession } from '../session/session-provider';

const NATIONS = [
  ['england', 'England'],
  ['wales', 'Wales'],
  ['scotland', 'Scotland'],
  ['northern-ireland', 'Northern Ireland'],
] as const;

const TRIES = 20;
const PAUSE_MS = 500;

/** Caseload hears of a scheme a moment after it was registered; until then it refuses the scheme's workers. */
async function soon<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'WORKER.SCHEME_NOT_OWN' || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** A scheme has a safeguarding lead from its first day (GV-05). */
function urgent(workerId: string, form: FormData): object {
  const [name, email] = [textOf(form.get('workerName')), textOf(form.get('email'))];
  const contacts = (['supervisor', 'lead'] as const).map((part) => ({ part, name, email, ...(part === 'supervisor' ? { workerId } : {}) }));
  return { safeguardingLeadWorkerId: workerId, urgentContacts: email === '' ? [] : contacts };
}

/** The last step of an empty hub's one-time link: its first scheme, and its first link worker, who is the person signed in. */
export function SetUpPage({ schemeName }: { schemeName: string }) {
  const hub = useHub();
  const navigate = useNavigate();
  const { user, name } = useSession();
  // Both stay over a second attempt: the scheme must not be made twice when only the worker was refused.
  const schemeId = useRef<string>(undefined);
  const workerId = useRef<string>(undefined);
  return (
    <ActPage
      title="Set up your scheme"
      button="Set up"
      required={{ name: 'Enter the name of the scheme', nation: 'Choose the nation', workerName: 'Enter your name' }}
      act={async (form) => {
        schemeId.current ??= (
          await hub.post<{ id: string }>('/api/referral-intake/schemes', {
            name: textOf(form.get('name')),
            nation: textOf(form.get('nation')),
          })
        ).id;
        const worker = { name: textOf(form.get('workerName')), accountSubject: user?.profile.sub, schemeIds: [schemeId.current] };
        workerId.current ??= (await soon(() => hub.post<{ id: string }>('/api/caseload/workers', worker))).id;
        await hub.put(`/api/caseload/schemes/${schemeId.current}/settings`, urgent(workerId.current, form));
        await navigate('/cases', { replace: true });
      }}
    >
      <TextField name="name" label="Name of the scheme" value={schemeName} hint="GP practices choose it when they refer." />
      <SelectField name="nation" label="Nation" hint="Its bank holidays count for the service levels." value="england" options={NATIONS} />
      <TextField name="workerName" label="Your name, as the first link worker" value={name} autoComplete="name" />
      <TextField
        name="email"
        label="Your email address for urgent news (optional)"
        hint="You are the scheme’s safeguarding lead, and are written to of every crisis, until its settings name somebody else."
        type="email"
        autoComplete="email"
      />
    </ActPage>
  );
}
