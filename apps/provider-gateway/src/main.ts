import { run } from '#libs/platform';
import { providerGateway } from './index';

void run([providerGateway]);
