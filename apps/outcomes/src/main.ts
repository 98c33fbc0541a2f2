import { run } from '#libs/platform';
import { outcomes } from './index';

void run([outcomes]);
