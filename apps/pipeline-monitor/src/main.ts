import { run } from '#libs/platform';
import { pipelineMonitor } from './index';

void run([pipelineMonitor]);
