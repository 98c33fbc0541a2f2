import {
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { AuditService, Clock, ConfigurationError, HealthRegistry, Tracing, Transaction, type ProcessContext } from '#libs/platform';
import { eventsHandledBy } from './consumers';
import { ErasedSubjects } from './erasing/erased-subjects';
import { Keyring } from './keyring/keyring';
import { MessagingConfig } from './messaging.config';
import type { MessagingOptions } from './messaging-options';
import { MESSAGING, messagesController } from './operators/messages.controller';
import { OutboxService } from './outbox/outbox.service';
import { ServiceMessaging } from './service-messaging';
import type { ServiceTransport } from './transport/service-transport';

// Begins when the whole process is up; on the way down Nest closes the transports first, then this.
@Injectable()
class MessagingLife implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(MESSAGING) private readonly messaging: ServiceMessaging) {}

  onApplicationBootstrap(): void {
    this.messaging.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.messaging.stop();
  }
}

/** Outbox, inbox, parking and transport of one service. */
@Module({})
export class MessagingModule {
  /** `database` is the same `DatabaseModule.forService(…)` that the service imports. */
  static forService(options: MessagingOptions, database: DynamicModule, context: ProcessContext): DynamicModule {
    const config = context.settings.get(MessagingConfig);
    if (options.opensSealed && !config.sealingKeys)
      throw new ConfigurationError([`SEALING_KEYS is missing: ${options.service} opens personal data`]);
    if (options.opensSealed && context.settings.databaseUrl('keyring') === undefined)
      throw new Error(`${options.service} opens personal data: list keyringDatabase among its databases`);
    const messaging: Provider = {
      provide: MESSAGING,
      inject: [Transaction, AuditService, Clock, HealthRegistry, Registry, Tracing],
      useFactory: (
        ...[transaction, audit, clock, health, registry, tracing]: [Transaction, AuditService, Clock, HealthRegistry, Registry, Tracing]
      ) => {
        const [key] = config.sealingKeys ?? [];
        if (key) audit.keyedBy(key.secret);
        const platform = { transaction, audit, clock, health, registry, tracing };
        return new ServiceMessaging(options, context.settings, eventsHandledBy(options.transport), platform);
      },
    };
    return {
      module: MessagingModule,
      imports: [context.platform, database],
      controllers: [messagesController(options.service)],
      providers: [
        messaging,
        MessagingLife,
        { provide: OutboxService, inject: [MESSAGING], useFactory: (made: ServiceMessaging) => made.outbox },
        { provide: ErasedSubjects, inject: [MESSAGING], useFactory: (made: ServiceMessaging) => made.erased },
        { provide: Keyring, inject: [MESSAGING], useFactory: (made: ServiceMessaging) => made.keyring },
        { provide: options.transport, inject: [MESSAGING], useFactory: (made: ServiceMessaging) => made.transport },
      ],
      exports: [OutboxService, ErasedSubjects, Keyring],
    };
  }
}

/** For `ServiceDefinition.connect`: binds the service's `@On` methods to its transport. */
export function connectTransport(app: NestFastifyApplication, transport: symbol): void {
  app.connectMicroservice({ strategy: app.get<ServiceTransport>(transport, { strict: false }) }, { inheritAppConfig: false });
}
