import { run } from '#libs/platform';
import { services } from './services';

void run(services);
