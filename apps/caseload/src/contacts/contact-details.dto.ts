import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { ACCESS_NEED_CODES, CONTACT_MODES, type AccessNeedCode, type AccessNeeds, type ContactMode } from '#libs/contracts';
import { Codes, Instant, Nullable, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { KEEP_IN_TOUCH_TIERS, type KeepInTouchTier } from './keep-in-touch.rules';

export class PreferModeDto {
  @ApiProperty({ enum: CONTACT_MODES, nullable: true, example: 'phone', description: 'Null when they have none' })
  @IsOptional()
  @Nullable()
  @IsIn(CONTACT_MODES)
  mode!: ContactMode | null;
}

export class AccessNeedsDto implements AccessNeeds {
  @ApiProperty({ enum: ACCESS_NEED_CODES, isArray: true, example: ['memory', 'fatigue'] })
  @Codes(ACCESS_NEED_CODES)
  codes!: AccessNeedCode[];

  @ApiPropertyOptional({ example: 'Mornings are best; write down what was agreed.' })
  @IsOptional()
  @Text(1000)
  note?: string;

  @ApiPropertyOptional({ example: 'cy', description: 'The language they would rather use, BCP 47' })
  @IsOptional()
  @MaxLength(35)
  @Matches(/^[a-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,3}$/, { message: 'language must be a BCP 47 tag such as cy or ur' })
  language?: string;
}

export class KeepInTouchDto {
  @ApiProperty({
    enum: KEEP_IN_TOUCH_TIERS,
    nullable: true,
    example: 'medium',
    description: "The scheme's settings say how often; null ends the calls",
  })
  @IsOptional()
  @Nullable()
  @IsIn(KEEP_IN_TOUCH_TIERS)
  tier!: KeepInTouchTier | null;

  @ApiPropertyOptional({ example: '2030-01-07T10:00:00Z', description: 'The first call; left out: when the tier says' })
  @IsOptional()
  @Instant()
  firstAt?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}
