import type { ReactNode } from 'react';
import { useField } from './problems';

interface FieldProps {
  /** Name in the form and in the request; the control's id. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

/** One line of text, or a date and time. */
export function TextField({
  type = 'text',
  value,
  autoComplete,
  ...field
}: FieldProps & { type?: string; value?: string; autoComplete?: string }) {
  const { error, describedBy } = useField(field.name, field.hint !== undefined);
  return (
    <Group {...field} error={error}>
      <input
        className={`nhsuk-input${type === 'text' ? '' : ' nhsuk-input--width-20'}${error === undefined ? '' : ' nhsuk-input--error'}`}
        id={field.name}
        name={field.name}
        type={type}
        defaultValue={value}
        autoComplete={autoComplete}
        aria-describedby={describedBy}
        aria-invalid={error === undefined ? undefined : true}
      />
    </Group>
  );
}

export function TextArea(field: FieldProps) {
  const { error, describedBy } = useField(field.name, field.hint !== undefined);
  return (
    <Group {...field} error={error}>
      <textarea
        className={`nhsuk-textarea${error === undefined ? '' : ' nhsuk-textarea--error'}`}
        id={field.name}
        name={field.name}
        rows={4}
        aria-describedby={describedBy}
        aria-invalid={error === undefined ? undefined : true}
      />
    </Group>
  );
}

/** One of many; begins with none chosen, so that nothing is sent that nobody chose. */
export function SelectField({
  options,
  value,
  none,
  ...field
}: FieldProps & { options: readonly (readonly [string, string])[]; value?: string; none?: string }) {
  const { error, describedBy } = useField(field.name, field.hint !== undefined);
  return (
    <Group {...field} error={error}>
      <select
        className={`nhsuk-select${error === undefined ? '' : ' nhsuk-select--error'}`}
        id={field.name}
        name={field.name}
        defaultValue={value ?? ''}
        aria-describedby={describedBy}
        aria-invalid={error === undefined ? undefined : true}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </Group>
  );
}

function Group({ name, label, hint, error, children }: FieldProps & { error: string | undefined; children: ReactNode }) {
  return (
    <div className={`nhsuk-form-group${error === undefined ? '' : ' nhsuk-form-group--error'}`}>
      <label className="nhsuk-label" htmlFor={name}>
        {label}
      </label>
      <Hint name={name} hint={hint} />
      <ErrorMessage name={name} error={error} />
      {children}
    </div>
  );
}

export function Hint({ name, hint }: { name: string; hint: string | undefined }) {
  if (hint === undefined) return null;
  return (
    <div className="nhsuk-hint" id={`${name}-hint`}>
      {hint}
    </div>
  );
}

export function ErrorMessage({ name, error }: { name: string; error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <span className="nhsuk-error-message" id={`${name}-error`}>
      <span className="nhsuk-u-visually-hidden">Error: </span>
      {error}
    </span>
  );
}
