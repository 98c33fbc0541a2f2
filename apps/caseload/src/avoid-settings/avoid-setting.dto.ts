import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { SERVICE_SETTINGS, type ServiceSetting } from '#libs/contracts';
import { Text } from '#libs/platform';

export class RecordAvoidSettingDto {
  @ApiProperty({ enum: SERVICE_SETTINGS, example: 'group' })
  @IsIn(SERVICE_SETTINGS)
  setting!: ServiceSetting;

  @ApiPropertyOptional({ example: 'After one incident in a therapy group.' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class AvoidSettingView {
  @ApiProperty({ example: '4f8b2f0e-0d6e-4f7a-9a55-1f6f5a1d7c11' })
  id!: string;

  @ApiProperty({ enum: SERVICE_SETTINGS, example: 'group' })
  setting!: ServiceSetting;

  @ApiProperty({ type: String, nullable: true, example: 'After one incident in a therapy group.' })
  note!: string | null;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  at!: string;
}

export class AvoidAcknowledgementView {
  @ApiProperty({ example: '5b8a3a53-3a67-4f0f-9f39-1f6f5a1d7c11' })
  serviceId!: string;

  @ApiProperty({ example: 'Talked through with the person; they want to try it once.' })
  reason!: string;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  at!: string;
}

export class AvoidSettingList {
  @ApiProperty({ type: [AvoidSettingView] })
  items!: AvoidSettingView[];

  @ApiProperty({ type: [AvoidAcknowledgementView], description: 'Referrals that went past a warning, with the reason given' })
  acknowledgements!: AvoidAcknowledgementView[];
}
