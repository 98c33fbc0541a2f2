import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConfigClass } from '../config/setting';
import type { Settings } from '../config/settings';
import type { DatabaseDefinition } from '../database/database-definition';
import type { ErrorFormat } from '../http/error-format';

/** What a service is given when its process starts. */
export interface ProcessContext {
  readonly settings: Settings;
  /** The process's `PlatformModule`. */
  readonly platform: DynamicModule;
}

/** A service as a process sees it: the hub starts all of them, `start:<app>` one. */
export interface ServiceDefinition {
  readonly name: string;
  readonly configs: readonly ConfigClass[];
  readonly databases: readonly DatabaseDefinition[];
  readonly errorFormats?: readonly ErrorFormat[];
  /** Addresses that its middleware answers, with their methods: another is 405. `isForm`: limited by the client's address like a public form. */
  readonly mounted?: Readonly<Record<string, { readonly methods: readonly string[]; readonly isForm?: boolean }>>;
  module(context: ProcessContext): DynamicModule;
  /** Makes what the service needs outside of its databases, as `migrate` does those; answers what it made. Services may share one. */
  readonly prepare?: (settings: Settings) => Promise<readonly string[]>;
  /** Runs when the application exists and does not listen yet: mounts middleware, connects transports. */
  connect?(app: NestFastifyApplication): void | Promise<void>;
  /** Runs when the process listens and has not yet said that it is ready: tells what somebody needs who waits for that. */
  readonly started?: (app: NestFastifyApplication) => Promise<void>;
}

/** One feature of a service: its folder's doors and use cases. */
export interface Feature {
  readonly controllers?: readonly Type[];
  readonly providers?: readonly Provider[];
}
