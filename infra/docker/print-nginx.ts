import { nginxConf } from './nginx';

process.stdout.write(nginxConf());
