import { ErrorMessage, Hint } from './fields';
import { useField } from './problems';

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly (readonly [code: string, text: string])[];
  /** Those chosen at first. */
  readonly chosen?: readonly string[];
}

/** One of a few. */
export function Radios(props: ChoicesProps) {
  return <Choices {...props} kind="radio" />;
}

/** Any of a few. */
export function Checkboxes(props: ChoicesProps) {
  return <Choices {...props} kind="checkbox" />;
}

function Choices({ name, legend, hint, options, chosen = [], kind }: ChoicesProps & { kind: 'radio' | 'checkbox' }) {
  const { error, describedBy } = useField(name, hint !== undefined);
  const block = kind === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes';
  return (
    <div className={`nhsuk-form-group${error === undefined ? '' : ' nhsuk-form-group--error'}`}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy}>
        <legend className="nhsuk-fieldset__legend">{legend}</legend>
        <Hint name={name} hint={hint} />
        <ErrorMessage name={name} error={error} />
        <div className={block}>
          {options.map(([code, text], index) => {
            // The first has the name alone as its id: the error summary leads there.
            const id = index === 0 ? name : `${name}-${code}`;
            return (
              <div className={`${block}__item`} key={code}>
                <input className={`${block}__input`} id={id} name={name} type={kind} value={code} defaultChecked={chosen.includes(code)} />
                <label className={`nhsuk-label ${block}__label`} htmlFor={id}>
                  {text}
                </label>
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
