import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { detailOf } from '../hub/problem';

/** Shows what was asked for, or that it is coming, or why it is not. What was loaded once stays when asking again fails. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <div role="alert">
        <p>{detailOf(query.error)}</p>
        <button className="nhsuk-button nhsuk-button--secondary" type="button" onClick={() => void query.refetch()}>
          Try again
        </button>
      </div>
    );
  }
  return <p role="status">Loading …</p>;
}
