import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

export class CheckInvariantsDto {
  @ApiProperty({
    required: false,
    example: false,
    default: false,
    description: 'Over every case there ever was, not the open and newly closed ones',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  everyCase: boolean = false;
}

export class InvariantExceptionView {
  @ApiProperty({ example: 'has-next-action' })
  check!: string;

  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;

  @ApiProperty({ example: '2026-11-24T02:00:00.000Z' })
  foundAt!: string;
}

export class InvariantReport {
  @ApiProperty({ type: String, nullable: true, example: '2026-11-24T02:00:00.000Z', description: 'Null before the first check' })
  checkedAt!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 4120 })
  durationMs!: number | null;

  @ApiProperty({ example: ['allocated-or-queued', 'has-next-action'], description: 'What is checked' })
  checks!: string[];

  @ApiProperty({
    type: [InvariantExceptionView],
    description: "What does not hold; for a supervisor, of the organisation's cases. At most 200",
  })
  exceptions!: InvariantExceptionView[];
}

export class RebuiltView {
  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;

  @ApiProperty({ example: 'overdueAt', description: 'A part of what is stored: the next action, a time of limbo, a timer by its kind' })
  field!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  was!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-11-24T17:00:00.000Z' })
  is!: string | null;
}

export class RebuildReport {
  @ApiProperty({ type: [RebuiltView], description: 'What was put right now; kept on record' })
  changes!: RebuiltView[];

  @ApiProperty({ example: false, description: 'About 200 cases are put right at a time: ask again for the rest' })
  isMore!: boolean;
}
