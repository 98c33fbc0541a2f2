import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { ACCESS_NEED_CODES, CONTACT_MODES, type AccessNeedCode, type AccessNeeds, type ContactMode } from '#libs/contracts';

export class PreferModeDto {
  @ApiProperty({ enum: CONTACT_MODES, nullable: true, example: 'phone', description: 'Null when they have none' })
  @IsOptional()
  @IsIn(CONTACT_MODES)
  mode!: ContactMode | null;
}

export class AccessNeedsDto implements AccessNeeds {
  @ApiProperty({ enum: ACCESS_NEED_CODES, isArray: true, example: ['memory', 'fatigue'] })
  @IsArray()
  @ArrayUnique()
  @IsIn(ACCESS_NEED_CODES, { each: true })
  codes!: AccessNeedCode[];

  @ApiPropertyOptional({ example: 'Mornings are best; write down what was agreed.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  note?: string;

  @ApiPropertyOptional({ example: 'cy', description: 'The language they would rather use, BCP 47' })
  @IsOptional()
  @Matches(/^[a-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,3}$/, { message: 'language must be a BCP 47 tag such as cy or ur' })
  language?: string;
}
