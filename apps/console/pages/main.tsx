import 'nhsuk-frontend/dist/nhsuk/nhsuk-frontend.css';
import './console.css';
import { createRoot } from 'react-dom/client';
import { Console } from './console';
import { openSession } from './session/session';

const root = document.getElementById('console');
if (!root) throw new Error('index.html has no element for the console');
createRoot(root).render(<Console session={await openSession(window.location.origin)} />);
