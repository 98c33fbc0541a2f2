import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '#libs/platform';
import { serveConsole } from './serve-console';

@Module({})
class ConsoleModule {}

/** Serves the pages for people who sign in. Everything they show comes from the services' HTTP, called as the person. */
export const consoleService: ServiceDefinition = {
  name: 'console',
  configs: [],
  databases: [],
  module: () => ({ module: ConsoleModule }),
  connect: serveConsole,
};
