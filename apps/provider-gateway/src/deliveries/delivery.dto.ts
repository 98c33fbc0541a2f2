import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '#libs/platform';
import { DELIVERY_STATES } from './delivery.entity';

const SHOWN_STATES = [...DELIVERY_STATES, 'delivering'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

export class DeliveryListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: SHOWN_STATES })
  @IsOptional()
  @IsIn(SHOWN_STATES)
  status?: ShownState;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID('all')
  endpointId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID('all')
  taskId?: string;
}
