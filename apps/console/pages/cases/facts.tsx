import type { ReactNode } from 'react';

interface FactsProps {
  /** Those without a value are left out. */
  readonly facts: readonly (readonly [label: string, value: ReactNode])[];
}

export function Facts({ facts }: FactsProps) {
  return (
    <dl className="nhsuk-summary-list">
      {facts.map(([label, value]) =>
        value === undefined || value === '' ? null : (
          <div className="nhsuk-summary-list__row nhsuk-summary-list__row--no-actions" key={label}>
            <dt className="nhsuk-summary-list__key">{label}</dt>
            <dd className="nhsuk-summary-list__value">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
