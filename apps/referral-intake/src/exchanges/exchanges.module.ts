import type { Feature } from '#libs/platform';
import { ExchangesController } from './exchanges.controller';
import { ExchangesQuery } from './exchanges.query';

/** What passed between the hub and a sender. */
export const exchanges: Feature = { controllers: [ExchangesController], providers: [ExchangesQuery] };
