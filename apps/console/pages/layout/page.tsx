import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

interface PageProps {
  readonly title: string;
  /** Small text over the heading: what the page is part of. */
  readonly caption?: string | undefined;
  readonly back?: { readonly to: string; readonly text: string };
  /** The page tells of an error: its title says so first, as browsers and screen readers read it. */
  readonly error?: boolean;
  readonly children?: ReactNode;
}

const FIRST_PAGE = 'default';

/**
 * One page with its one h1. After a change of page the focus moves there, so that a keyboard or screen reader goes on
 * where the new page begins; on the first page it stays at the top, where the skip link is.
 */
export function Page({ title, caption, back, error = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    document.title = `${error ? 'Error: ' : ''}${title} – Social prescribing hub`;
  }, [title, error]);
  useEffect(() => {
    if (key === FIRST_PAGE) return;
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, [key]);
  return (
    <>
      {back && (
        <nav aria-label="Back">
          <Link className="nhsuk-back-link" to={back.to}>
            {back.text}
          </Link>
        </nav>
      )}
      <main className="nhsuk-main-wrapper" id="maincontent">
        <h1 className="nhsuk-heading-l" ref={heading} tabIndex={-1}>
          {caption !== undefined && <span className="nhsuk-caption-l">{caption}</span>}
          {title}
        </h1>
        {children}
      </main>
    </>
  );
}
