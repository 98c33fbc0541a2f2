import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CaseSummary } from '../hub/shapes';
import { CASE_STATUS, inWords, NEED } from '../hub/words';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { CaseTags } from './case-tags';
import { Due } from './due';
import { useCases } from './queries';

const COLUMNS = ['Reference', 'Person', 'Needs', 'Status', 'Owner', 'Next action'] as const;

export function CaseListPage() {
  const [search] = useSearchParams();
  const status = search.get('status') ?? '';
  const cursor = search.get('cursor');
  const cases = useCases(status, cursor);
  return (
    <Page title="Cases">
      <StatusFilter status={status} />
      <Loaded query={cases}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>No cases here.</p> : <CaseTable cases={items} />}
            <PageLinks status={status} cursor={cursor} nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function StatusFilter({ status }: { status: string }) {
  const [, setSearch] = useSearchParams();
  return (
    <form
      className="console-filter"
      key={status}
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = new FormData(event.currentTarget).get('status');
        setSearch(typeof chosen === 'string' && chosen !== '' ? { status: chosen } : {});
      }}
    >
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="status">
          Status
        </label>
        <select className="nhsuk-select" id="status" name="status" defaultValue={status}>
          <option value="">All</option>
          {Object.entries(CASE_STATUS).map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">
        Show
      </button>
    </form>
  );
}

function CaseTable({ cases }: { cases: readonly CaseSummary[] }) {
  return (
    <table className="nhsuk-table nhsuk-table--responsive" role="table">
      <caption className="nhsuk-u-visually-hidden">Cases: crises first, then the oldest first</caption>
      <thead className="nhsuk-table__head" role="rowgroup">
        <tr className="nhsuk-table__row" role="row">
          {COLUMNS.map((column) => (
            <th className="nhsuk-table__header" role="columnheader" scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="nhsuk-table__body" role="rowgroup">
        {cases.map((one) => (
          <tr className="nhsuk-table__row" role="row" key={one.id}>
            <Cell column="Reference">
              <Link className="console-reference" to={`/cases/${one.id}`}>
                {one.reference}
              </Link>
            </Cell>
            <Cell column="Person">
              {one.person?.name.text ?? 'Not held'}
              <CaseTags shown={one} />
            </Cell>
            <Cell column="Needs">{one.needs.map((need) => inWords(NEED, need)).join(', ') || 'Not yet known'}</Cell>
            <Cell column="Status">{inWords(CASE_STATUS, one.status)}</Cell>
            <Cell column="Owner">{one.worker?.name ?? 'Nobody yet'}</Cell>
            <Cell column="Next action">
              <Due action={one.nextAction} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// On a narrow screen the columns become lines, each with its own heading.
function Cell({ column, children }: { column: (typeof COLUMNS)[number]; children: ReactNode }) {
  return (
    <td className="nhsuk-table__cell" role="cell">
      <span className="nhsuk-table__heading" aria-hidden="true">
        {column}{' '}
      </span>
      <span>{children}</span>
    </td>
  );
}

function PageLinks({ status, cursor, nextCursor }: { status: string; cursor: string | null; nextCursor: string | null }) {
  if (cursor === null && nextCursor === null) return null;
  const filter: Record<string, string> = status === '' ? {} : { status };
  return (
    <nav aria-label="Pages">
      <ul className="console-actions">
        {cursor !== null && (
          <li>
            <Link to={`?${new URLSearchParams(filter).toString()}`}>First page</Link>
          </li>
        )}
        {nextCursor !== null && (
          <li>
            <Link to={`?${new URLSearchParams({ ...filter, cursor: nextCursor }).toString()}`}>Next page</Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
