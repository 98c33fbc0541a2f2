import { useLocation } from 'react-router';

/** Says what has just been done, on the page that follows the act. */
export function DoneBanner() {
  const location = useLocation();
  const done = (location.state as { done?: string } | null)?.done;
  if (done === undefined) return null;
  return (
    <div className="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" aria-labelledby="done-title">
      <div className="nhsuk-notification-banner__header">
        <h2 className="nhsuk-notification-banner__title" id="done-title">
          Done
        </h2>
      </div>
      <div className="nhsuk-notification-banner__content">
        <p className="nhsuk-notification-banner__heading">{done}</p>
      </div>
    </div>
  );
}
