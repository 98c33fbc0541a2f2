import type { ReactNode } from 'react';

interface WarningProps {
  readonly title: string;
  /** `emergency` is for what must be known before anything else is done. */
  readonly kind: 'emergency' | 'urgent';
  readonly children: ReactNode;
}

/** A card that stands before everything else of a page. That it is a warning is said in words, not by colour alone. */
export function Warning({ title, kind, children }: WarningProps) {
  return (
    <div className={`nhsuk-card nhsuk-card--care nhsuk-card--care--${kind}`}>
      <div className="nhsuk-card__heading-container">
        <h2 className="nhsuk-card__heading nhsuk-heading-m">
          <span className="nhsuk-u-visually-hidden">Warning: </span>
          {title}
        </h2>
      </div>
      <div className="nhsuk-card__content">{children}</div>
    </div>
  );
}
