import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { PageQuery } from '#libs/platform';
import { ENDPOINT_STATUSES, type EndpointStatus } from './endpoint.entity';

export class RegisterEndpointDto {
  @ApiProperty()
  @IsUUID('all')
  providerId!: string;

  @ApiProperty({ description: 'https; http only inside the networks that the operator has allowed' })
  @IsString()
  @MaxLength(2000)
  url!: string;

  @ApiPropertyOptional({ minimum: 2, maximum: 100, description: 'Deliveries on their way to it at once' })
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(100)
  cap?: number;
}

export class ChangeEndpointDto {
  @ApiPropertyOptional({ enum: ENDPOINT_STATUSES, description: 'active: begins again with what has waited meanwhile' })
  @IsOptional()
  @IsIn(ENDPOINT_STATUSES)
  status?: EndpointStatus;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  url?: string;

  @ApiPropertyOptional({ minimum: 2, maximum: 100 })
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(100)
  cap?: number;
}

export class RotateSecretDto {
  @ApiPropertyOptional({
    format: 'date-time',
    example: '2026-12-01T09:00:00Z',
    description:
      'Until when webhooks are signed by the old secret too; 24 hours from now unless said, 30 days at most; a time that has passed ends it at once',
  })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d\d:\d\d)$/, { message: 'previousUntil must say its time zone, as in 2026-12-01T09:00:00Z' })
  @MaxLength(40)
  previousUntil?: string;
}

export class EndpointListQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID('all')
  providerId?: string;
}
