import { useEffect, useRef } from 'react';
import type { FormProblem } from './problems';

/** All problems of the form on top of the page; each leads to its field. Takes the focus when it appears or changes. */
export function ErrorSummary({ problems }: { problems: readonly FormProblem[] }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" ref={summary} tabIndex={-1}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">There is a problem</h2>
        <ul className="nhsuk-list nhsuk-error-summary__list">
          {problems.map(({ field, text }) => (
            <li key={`${field ?? ''} ${text}`}>
              {field === undefined ? (
                text
              ) : (
                <a
                  href={`#${field}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(field)?.focus();
                  }}
                >
                  {text}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
