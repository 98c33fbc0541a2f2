import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, IsOptional, IsUUID } from 'class-validator';
import { AGREEMENT_PURPOSES, type AgreementPurpose } from '#libs/contracts';
import { Codes, Instant } from '#libs/platform';

export class MakeAgreementDto {
  @ApiProperty({ description: 'The other organisation, such as a practice', example: 'a83b0c5d-1e2f-4a3b-8c4d-5e6f7a8b9c0d' })
  @IsUUID('all')
  organisationId!: string;

  @ApiProperty({ description: 'A scheme of your organisation', example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsUUID('all')
  schemeId!: string;

  @ApiProperty({ enum: AGREEMENT_PURPOSES, isArray: true, example: ['read-agreed-plan'] })
  @ArrayNotEmpty()
  @Codes(AGREEMENT_PURPOSES)
  purposes!: AgreementPurpose[];

  @ApiProperty({ example: '2026-12-01T00:00:00Z', description: 'With time zone' })
  @Instant()
  from!: string;

  @ApiPropertyOptional({ example: '2028-12-01T00:00:00Z', description: 'From then on it holds no more; left out: until it is ended' })
  @IsOptional()
  @Instant()
  until?: string;
}

export class AgreementView extends MakeAgreementDto {
  @ApiProperty({ example: '6c1f2b3a-7d8e-4f90-a1b2-c3d4e5f60718' })
  id!: string;

  @ApiProperty({ type: Boolean, example: true, description: 'It holds now' })
  active!: boolean;
}

export class AgreementList {
  @ApiProperty({ type: [AgreementView] })
  items!: AgreementView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}
