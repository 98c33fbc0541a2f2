import { run } from '#libs/platform';
import { identity } from './index';

void run([identity]);
