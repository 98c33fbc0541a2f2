import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { Page } from '../layout/page';
import { ErrorSummary } from './error-summary';
import { FormProblems, problemsOf, type FormProblem } from './problems';

interface ActPageProps {
  readonly title: string;
  readonly caption?: string | undefined;
  readonly back?: { readonly to: string; readonly text: string };
  readonly button: string;
  /** The sentence for each field that must not be empty. */
  readonly required: Readonly<Record<string, string>>;
  /** Sends the form; what it throws is shown. */
  readonly act: (form: FormData) => Promise<void>;
  /** The form's fields. */
  readonly children: ReactNode;
}

/** A page with one form and one act. Every problem is told at once, on top and at its field; what was typed stays. */
export function ActPage({ title, caption, back, button, required, act, children }: ActPageProps) {
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const sending = useRef(false);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (sending.current) return;
    const form = new FormData(event.currentTarget);
    const fields = namesIn(event.currentTarget);
    const missing = Object.entries(required).filter(([name]) => form.getAll(name).every((value) => textOf(value) === ''));
    if (missing.length > 0) {
      setProblems(missing.map(([field, text]) => ({ field, text })));
      return;
    }
    sending.current = true;
    try {
      await act(form);
    } catch (error) {
      setProblems(problemsOf(error, fields));
    } finally {
      sending.current = false;
    }
  }

  return (
    <Page title={title} caption={caption} error={problems.length > 0} {...(back ? { back } : {})}>
      <ErrorSummary problems={problems} />
      <FormProblems value={problems}>
        <form noValidate onSubmit={(event) => void send(event)}>
          {children}
          <button className="nhsuk-button" type="submit">
            {button}
          </button>
        </form>
      </FormProblems>
    </Page>
  );
}

/** A field's text without surrounding space; empty where there is none. */
export function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** `{ note: 'x' }` where there is a text, nothing where there is none: services refuse empty texts. */
export function optional(form: FormData, name: string): Record<string, string> {
  const text = textOf(form.get(name));
  return text === '' ? {} : { [name]: text };
}

function namesIn(form: HTMLFormElement): ReadonlySet<string> {
  return new Set([...form.elements].map((element) => element.getAttribute('name') ?? ''));
}
