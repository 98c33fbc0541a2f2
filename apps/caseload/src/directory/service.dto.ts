import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { NEED_CODES, SERVICE_SETTINGS, type NeedCode, type ServiceSetting } from '#libs/contracts';
import { PageQuery } from '#libs/platform';

export class ListServicesDto extends PageQuery {
  @ApiPropertyOptional({ enum: NEED_CODES, example: 'loneliness', description: 'Only services that meet this need' })
  @IsOptional()
  @IsIn(NEED_CODES)
  need?: NeedCode;

  @ApiPropertyOptional({ enum: ['active', 'inactive', 'defunct', 'temporarily closed'], example: 'active' })
  @IsOptional()
  @IsIn(['active', 'inactive', 'defunct', 'temporarily closed'])
  status?: string;

  @ApiPropertyOptional({ example: 'fishing', description: "Only services that speak of it: an interest of a person's plan (CL-07e)" })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  interest?: string;
}

export class ServiceView {
  @ApiProperty({ example: '5b8a3a53-3a67-4f0f-9f39-1f6f5a1d7c11' })
  id!: string;

  @ApiProperty({ example: 'b2c7d9a4-9a0e-4a59-8f0e-6f1d2c3b4a5f' })
  providerId!: string;

  @ApiProperty({ example: 'Allotment Trust' })
  providerName!: string;

  @ApiProperty({ example: 'Gardening together' })
  name!: string;

  @ApiProperty({ example: 'A weekly group on the allotment; tea included, no experience needed.' })
  description!: string;

  @ApiProperty({ enum: NEED_CODES, isArray: true, example: ['loneliness', 'physical-activity'] })
  needs!: NeedCode[];

  @ApiProperty({ example: 'active', description: 'Open Referral service status; only an active one takes referrals' })
  status!: string;

  @ApiProperty({ enum: SERVICE_SETTINGS, isArray: true, example: ['group'], description: 'In what settings it meets people' })
  settings!: ServiceSetting[];
}

export class ServicePage {
  @ApiProperty({ type: [ServiceView] })
  items!: ServiceView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}
