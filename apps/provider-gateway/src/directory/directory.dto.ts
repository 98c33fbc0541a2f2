import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { NEED_CODES, SERVICE_SETTINGS, type NeedCode, type ServiceSetting } from '#libs/contracts';
import { Codes, PageQuery, Text } from '#libs/platform';
import { SERVICE_STATUSES, type ServiceStatus } from './service.entity';

export class RegisterProviderDto {
  @ApiProperty({ description: 'The registered organisation that the provider is' })
  @IsUUID('all')
  id!: string;

  @ApiProperty()
  @Text(200)
  name!: string;
}

export class ChangeProviderDto {
  @ApiProperty()
  @Text(200)
  name!: string;
}

export class OfferServiceDto {
  @ApiProperty()
  @IsUUID('all')
  providerId!: string;

  @ApiProperty()
  @Text(200)
  name!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  description = '';

  @ApiProperty({ enum: NEED_CODES, isArray: true })
  @Codes(NEED_CODES)
  needs!: NeedCode[];

  @ApiPropertyOptional({ enum: SERVICE_STATUSES, default: 'active' })
  @IsOptional()
  @IsIn(SERVICE_STATUSES)
  status: ServiceStatus = 'active';

  @ApiPropertyOptional({ enum: SERVICE_SETTINGS, isArray: true, description: 'In what settings it meets people (CL-20)' })
  @IsOptional()
  @Codes(SERVICE_SETTINGS)
  settings: ServiceSetting[] = [];
}

export class ChangeServiceDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Text(200)
  name?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  description?: string;

  @ApiPropertyOptional({ enum: NEED_CODES, isArray: true })
  @IsOptional()
  @Codes(NEED_CODES)
  needs?: NeedCode[];

  @ApiPropertyOptional({ enum: SERVICE_STATUSES })
  @IsOptional()
  @IsIn(SERVICE_STATUSES)
  status?: ServiceStatus;

  @ApiPropertyOptional({ enum: SERVICE_SETTINGS, isArray: true, description: 'In what settings it meets people (CL-20)' })
  @IsOptional()
  @Codes(SERVICE_SETTINGS)
  settings?: ServiceSetting[];
}

export class ServiceListQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID('all')
  providerId?: string;

  @ApiPropertyOptional({ enum: SERVICE_STATUSES })
  @IsOptional()
  @IsIn(SERVICE_STATUSES)
  status?: ServiceStatus;
}
