import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { NEED_CODES, type NeedCode } from '#libs/contracts';
import { Day } from '#libs/platform';

export class RecordSignpostingDto {
  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsUUID('all')
  schemeId!: string;

  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  @IsIn(NEED_CODES)
  need!: NeedCode;

  @ApiProperty({
    example: 'LS6',
    description: "A postcode district or an area of the scheme's own; no whole postcode: nobody is named here",
  })
  @MaxLength(60)
  @Matches(/^(?!.*\d[a-z]{2}\s*$)[\p{L}\d][\p{L}\d '&-]{0,59}$/iu, { message: 'area must be a district or an area, not a whole postcode' })
  area!: string;

  @ApiPropertyOptional({ description: 'The service of the directory, if it was one' })
  @IsOptional()
  @IsUUID('all')
  serviceId?: string;

  @ApiProperty({ example: 10 })
  @IsInt()
  @Min(1)
  @Max(480)
  minutes!: number;
}

export class ConvertSignpostingDto {
  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d', description: "The case that the person's referral opened in the scheme" })
  @IsUUID('all')
  caseId!: string;
}

export class CountSignpostingDto {
  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;

  @ApiPropertyOptional({ example: '2026-04-01', description: 'From this day on' })
  @IsOptional()
  @Day()
  from?: string;

  @ApiPropertyOptional({ example: '2027-03-31', description: 'Up to and with this day' })
  @IsOptional()
  @Day()
  until?: string;
}

export class SignpostingView {
  @ApiProperty({ example: '3a4f5e6d-7c8b-4a9f-8e1d-2c3b4a5f6e07' })
  id!: string;

  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  need!: NeedCode;

  @ApiProperty({ example: 'LS6' })
  area!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  serviceId!: string | null;

  @ApiProperty({ example: 10 })
  minutes!: number;

  @ApiProperty({ example: '2026-11-23T09:00:00.000Z' })
  at!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  caseId!: string | null;
}

export class NeedCountView {
  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  need!: NeedCode;

  @ApiProperty({ example: 60 })
  contacts!: number;

  @ApiProperty({ example: 540 })
  minutes!: number;
}

export class SignpostingCounts {
  @ApiProperty({ example: 100, description: 'Brief contacts; they are no referrals and count for nobody’s caseload (CL-30)' })
  contacts!: number;

  @ApiProperty({ example: 3, description: 'Those that became a case' })
  converted!: number;

  @ApiProperty({ type: [NeedCountView] })
  items!: NeedCountView[];
}
