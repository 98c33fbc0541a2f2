import { useState, type ReactNode } from 'react';
import { ActPage } from '../forms/act-page';
import type { Case } from '../hub/shapes';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { ContactRuleQuestion } from './contact-rule-question';
import { useCase, useCaseAct } from './queries';

interface CaseActPageProps {
  readonly title: string;
  readonly button: string;
  readonly required: Readonly<Record<string, string>>;
  /** The last part of the act's address: `contacts`. */
  readonly act: string;
  readonly done: string;
  /** The act reaches the person, or leads somebody to them: where a contact rule stands, the page asks first. */
  readonly reachesPerson?: boolean;
  readonly bodyOf: (form: FormData) => object;
  readonly children: (shown: Case) => ReactNode;
}

/** One act on one case: its form, and back to the case when it is done. */
export function CaseActPage({ title, button, required, act, done, reachesPerson = false, bodyOf, children }: CaseActPageProps) {
  const query = useCase();
  const perform = useCaseAct();
  const [reason, setReason] = useState<string>();
  if (!query.data) return <Page title={title}>{<Loaded query={query}>{() => null}</Loaded>}</Page>;
  const shown = query.data;
  if (reachesPerson && shown.contactRule !== null && reason === undefined)
    return <ContactRuleQuestion key="question" shown={shown} onReason={setReason} />;
  return (
    <ActPage
      key="act"
      title={title}
      caption={shown.person ? `${shown.person.name.text}, ${shown.reference}` : shown.reference}
      back={{ to: `/cases/${shown.id}`, text: 'Back to the case' }}
      button={button}
      required={required}
      act={(form) => perform(shown, act, { ...bodyOf(form), ...(reason === undefined ? {} : { despiteContactRule: reason }) }, done)}
    >
      {children(shown)}
    </ActPage>
  );
}
