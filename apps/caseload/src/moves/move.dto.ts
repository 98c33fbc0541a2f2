import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { Text } from '#libs/platform';

export class MoveCaseDto {
  @ApiPropertyOptional({ description: 'Another scheme of the organisation; left out: only the area changes' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;

  @ApiPropertyOptional({ example: 'Camden', description: "Of the scheme's areas, where it tells them apart" })
  @IsOptional()
  @Text(60)
  area?: string;

  @ApiProperty({ example: 'Has moved house', description: 'For the record' })
  @Text(500)
  reason!: string;

  @ApiPropertyOptional({ example: true, default: false, description: 'Says what would happen, and changes nothing' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;
}

export class MoveView {
  @ApiProperty({ type: String, nullable: true, example: null, description: 'To undo it by; null for a dry run' })
  id!: string | null;

  @ApiProperty({ example: true })
  dryRun!: boolean;

  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  fromSchemeId!: string;

  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Camden' })
  area!: string | null;

  @ApiProperty({ example: true, description: 'false: the worker does not work for that scheme, and the case stands in its queue' })
  staysWithWorker!: boolean;

  @ApiProperty({ example: '2026-11-25T17:00:00.000Z', description: 'New when the scheme is another' })
  allocateBy!: string;

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z' })
  contactBy!: string;
}
