import { run } from '#libs/platform';
import { consoleService } from './index';

void run([consoleService]);
