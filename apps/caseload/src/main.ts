import { run } from '#libs/platform';
import { caseload } from './index';

void run([caseload]);
