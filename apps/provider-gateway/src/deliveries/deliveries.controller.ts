import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Page, type Principal } from '#libs/platform';
import { providerSeenBy } from '../directory/managing.rules';
import { DeliveriesQuery, type AttemptView, type DeliveryView } from './deliveries.query';
import { DeliveryListQuery } from './delivery.dto';
import { ReplayDeliveryService } from './replay-delivery.service';

const ROLES = ['operator', 'administrator', 'provider'] as const;
const READ = { roles: ROLES, scopes: ['hub/provider-gateway.read'], reach: 'own-provider' } as const;

/** What went out to the providers, what has not, and why; for operators, and for a provider its own. */
@ApiTags('deliveries')
@Controller('api/provider-gateway/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesQuery,
    private readonly replayDelivery: ReplayDeliveryService,
  ) {}

  @Get()
  @Access(READ)
  list(@Query() query: DeliveryListQuery, @Caller() caller: Principal): Promise<Page<DeliveryView>> {
    return this.deliveries.list(query, providerSeenBy(caller));
  }

  @Get(':deliveryId')
  @Access(READ)
  read(@Param('deliveryId') id: string, @Caller() caller: Principal): Promise<DeliveryView & { tries: AttemptView[] }> {
    return this.deliveries.get(id, providerSeenBy(caller));
  }

  @Post(':deliveryId/replay')
  @HttpCode(202)
  @Access({ roles: ROLES, scopes: ['hub/provider-gateway.write'], reach: 'own-provider' })
  replay(@Param('deliveryId') id: string, @Caller() caller: Principal): Promise<{ id: string }> {
    return this.replayDelivery.execute(id, caller);
  }
}
