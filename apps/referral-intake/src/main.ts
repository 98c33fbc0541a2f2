import { run } from '#libs/platform';
import { referralIntake } from './index';

void run([referralIntake]);
