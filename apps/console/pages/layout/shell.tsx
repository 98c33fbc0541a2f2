import { Link, NavLink, Outlet } from 'react-router';
import { CrisisBanner } from '../crises/crisis-banner';
import { useSession } from '../session/session-provider';

/** What stands around every page. */
export function Shell() {
  return (
    <>
      <a className="nhsuk-skip-link" href="#maincontent">
        Skip to main content
      </a>
      <Header />
      <CrisisBanner />
      <div className="nhsuk-width-container">
        <Outlet />
      </div>
      <footer className="nhsuk-footer">
        <div className="nhsuk-width-container">
          <div className="nhsuk-footer__meta">
            <p className="nhsuk-body-s">Social prescribing hub, open source under the MIT licence</p>
          </div>
        </div>
      </footer>
    </>
  );
}

function Header() {
  const { user, name, may, signOut } = useSession();
  return (
    <header className="nhsuk-header">
      <div className="nhsuk-header__container nhsuk-width-container">
        <div className="nhsuk-header__service">
          <Link className="nhsuk-header__service-name" to="/">
            Social prescribing hub
          </Link>
        </div>
        {user && (
          <nav className="nhsuk-header__account" aria-label="Account">
            <ul className="nhsuk-header__account-list">
              <li className="nhsuk-header__account-item">{name === '' ? 'Signed in' : name}</li>
              <li className="nhsuk-header__account-item">
                <button className="nhsuk-header__account-button" type="button" onClick={() => void signOut()}>
                  Sign out
                </button>
              </li>
            </ul>
          </nav>
        )}
      </div>
      {user && (
        <nav className="nhsuk-header__navigation" aria-label="Menu">
          <div className="nhsuk-header__navigation-container nhsuk-width-container">
            <ul className="nhsuk-header__navigation-list">
              {may('see-crises') && <MenuItem to="/crises" text="Crises" />}
              {may('see-cases') && <MenuItem to="/cases" text="Cases" />}
              {may('see-journeys') && <MenuItem to="/journeys" text="Journeys" />}
            </ul>
          </div>
        </nav>
      )}
    </header>
  );
}

function MenuItem({ to, text }: { to: string; text: string }) {
  return (
    <li className="nhsuk-header__navigation-item">
      <NavLink className="nhsuk-header__navigation-link" to={to}>
        {({ isActive }) => (isActive ? <strong className="nhsuk-header__navigation-item-current-fallback">{text}</strong> : text)}
      </NavLink>
    </li>
  );
}
