import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { Day } from '#libs/platform';
import { ABSENCE_REASONS, type AbsenceReason } from './absence.entity';

export class RecordAbsenceDto {
  @ApiProperty({ example: '2035-08-01', description: 'The first day' })
  @Day()
  from!: string;

  @ApiProperty({ example: '2035-08-14', description: 'The last day' })
  @Day()
  until!: string;

  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: 'Who covers: a worker of all their schemes' })
  @IsUUID('all')
  coverWorkerId!: string;

  @ApiProperty({ enum: ABSENCE_REASONS, example: 'leave' })
  @IsIn(ABSENCE_REASONS)
  reason!: AbsenceReason;

  @ApiPropertyOptional({ example: true, default: false, description: 'Says what would go to the cover, and changes nothing' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;
}

export class AbsenceView {
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Null for a dry run' })
  id!: string | null;

  @ApiProperty({ example: '2035-08-01' })
  from!: string;

  @ApiProperty({ example: '2035-08-14' })
  until!: string;

  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10' })
  coverWorkerId!: string;

  @ApiProperty({ enum: ABSENCE_REASONS, example: 'leave' })
  reason!: AbsenceReason;

  @ApiProperty({ type: String, nullable: true, example: null })
  endedAt!: string | null;

  @ApiProperty({ example: 12, description: 'Next actions, call-backs among them, that are due by the last day as things stand' })
  dueActions!: number;
}

export class AbsenceList {
  @ApiProperty({ type: [AbsenceView] })
  items!: AbsenceView[];
}
