import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import { Instant, Text } from '#libs/platform';

const OWNER_KINDS = ['worker', 'supervisor', 'clinician', 'cover', 'lead'] as const;
type OwnerKind = (typeof OWNER_KINDS)[number];
export class OpenActionDto {
  @ApiPropertyOptional({ example: 'task', default: 'task', description: 'A code of your own' })
  @IsOptional()
  @MaxLength(60)
  @Matches(/^[a-z][a-z\d-]{0,59}$/)
  type: string = 'task';

  @ApiProperty({ example: 'Ask the library about the reading group', description: 'What is to be done; names no person' })
  @Text(300)
  title!: string;

  @ApiPropertyOptional({ enum: OWNER_KINDS, example: 'worker', default: 'worker' })
  @IsOptional()
  @IsIn(OWNER_KINDS)
  ownerKind: OwnerKind = 'worker';

  @ApiPropertyOptional({
    description: "A worker of the organisation; left out: whoever has that part, for `worker` the case's own, also after a reallocation",
  })
  @IsOptional()
  @IsUUID('all')
  ownerId?: string;

  @ApiProperty({ example: '2030-01-07T12:00:00Z', description: 'With time zone; not in the past' })
  @Instant()
  dueAt!: string;
}

export class CompleteActionDto {
  @ApiProperty({ example: 'The reading group has a place from Tuesday on', description: 'What came of it; stays in caseload' })
  @Text(2000)
  outcome!: string;
}

export class ActionView {
  @ApiProperty({ example: '5b0e6a0c-9a3b-4b52-8d0f-6f7e8d9c0b1a' })
  id!: string;

  @ApiProperty({ example: 'task' })
  type!: string;

  @ApiProperty({ example: 'Ask the library about the reading group' })
  title!: string;

  @ApiProperty({ enum: OWNER_KINDS, example: 'worker' })
  ownerKind!: OwnerKind;

  @ApiProperty({ type: String, nullable: true, example: null })
  ownerId!: string | null;

  @ApiProperty({ example: '2030-01-07T12:00:00.000Z' })
  dueAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'What made it; null when a person did' })
  source!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  doneAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  outcome!: string | null;
}

export class ActionList {
  @ApiProperty({ type: [ActionView] })
  items!: ActionView[];
}
